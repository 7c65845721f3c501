package valentine.fondness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.models.Fondness;
import valentine.models.FondnessProof;

/// What was learned, each time.
@Repository
class Learnings {
    // Index run_as_of.
    private static final String LATEST = """
            SELECT id, as_of, finished_at, pieces, customers, fondness, proof, notes
            FROM fondness.run
            WHERE as_of <= :at
            ORDER BY as_of DESC, id DESC
            LIMIT 1
            """;
    private static final String ADD = """
            INSERT INTO fondness.run (as_of, finished_at, pieces, customers, fondness, proof, notes)
            VALUES (:as_of, :finished, :pieces, :customers, :fondness::jsonb, :proof::jsonb, :notes::jsonb)
            RETURNING id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Learnings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The latest that looked at nothing from this moment on.
    Optional<Learning> before(Instant at) {
        return jdbc.sql(LATEST)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> learning(row))
                .optional();
    }

    /// Keeps it and says its number; the one in the record is not looked at.
    long add(Learning learning) {
        return jdbc.sql(ADD)
                .param("as_of", learning.asOf().atOffset(ZoneOffset.UTC))
                .param("finished", learning.finishedAt().atOffset(ZoneOffset.UTC))
                .param("pieces", learning.pieces())
                .param("customers", learning.customers())
                .param("fondness", json.writeValueAsString(learning.fondness()))
                .param("proof", learning.proof() == null ? null : json.writeValueAsString(learning.proof()))
                .param("notes", json.writeValueAsString(learning.notes()))
                .query((row, _) -> row.getLong("id"))
                .single();
    }

    private Learning learning(ResultSet row) throws SQLException {
        return new Learning(
                row.getLong("id"),
                row.getObject("as_of", OffsetDateTime.class).toInstant(),
                row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                row.getLong("pieces"),
                row.getLong("customers"),
                ofToday(json.readValue(row.getString("fondness"), Fondness.class)),
                proof(row.getString("proof")),
                List.of(json.readValue(row.getString("notes"), String[].class)));
    }

    /// Kinds that came later weigh what they weigh before anything is learned.
    private static Fondness ofToday(Fondness then) {
        List<Double> usual = EvidenceKind.defaults().weights();
        if (then.weights().size() >= usual.size()) return then;
        List<Double> weights = new ArrayList<>(then.weights());
        weights.addAll(usual.subList(weights.size(), usual.size()));
        return then.with(weights);
    }

    private @Nullable FondnessProof proof(@Nullable String text) {
        return text == null ? null : json.readValue(text, FondnessProof.class);
    }
}
