package valentine.health;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import valentine.staying.Outlook;
import valentine.staying.Proof;

/// The runs, and how far the history was followed.
@Repository
class RunTable {
    private static final String LATEST = """
            SELECT id, as_of, horizon_days, zone, currency, finished_at, outlook, proof, notes
            FROM health.run
            ORDER BY id DESC
            LIMIT 1
            """;
    private static final String ADD = """
            INSERT INTO health.run (as_of, horizon_days, zone, currency, finished_at, outlook, proof, notes)
            VALUES (:as_of, :horizon, :zone, :currency, :finished, :outlook::jsonb, :proof::jsonb, :notes::jsonb)
            RETURNING id
            """;
    private static final String POSITION = """
            SELECT tx::text AS tx
            FROM health.follower
            """;
    private static final String NOW = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx
            """;
    private static final String MOVE = """
            INSERT INTO health.follower (tx) VALUES (:tx::xid8)
            ON CONFLICT (one) DO UPDATE SET tx = excluded.tx
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        // A run kept by an earlier version lacks the numbers that were added since; they read as 0.
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    Optional<Run> latest() {
        return jdbc.sql(LATEST)
                .query((row, _) -> new Run(
                        row.getLong("id"),
                        row.getDate("as_of").toLocalDate(),
                        row.getInt("horizon_days"),
                        row.getString("zone"),
                        row.getString("currency"),
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        json.readValue(row.getString("outlook"), Outlook.class),
                        proof(row.getString("proof")),
                        List.of(json.readValue(row.getString("notes"), String[].class))))
                .optional();
    }

    /// Keeps a run and says its number; the one in the record is not looked at.
    long add(Run run) {
        return jdbc.sql(ADD)
                .param("as_of", run.asOf())
                .param("horizon", run.horizon())
                .param("zone", run.zone())
                .param("currency", run.currency())
                .param("finished", run.finishedAt().atOffset(ZoneOffset.UTC))
                .param("outlook", json.writeValueAsString(run.outlook()))
                .param("proof", run.proof() == null ? null : json.writeValueAsString(run.proof()))
                .param("notes", json.writeValueAsString(run.notes()))
                .query((row, _) -> row.getLong("id"))
                .single();
    }

    /// Every transaction before this one is counted.
    Optional<String> position() {
        return jdbc.sql(POSITION).query((row, _) -> row.getString("tx")).optional();
    }

    /// Every transaction before this one has ended, as this transaction sees it.
    String ended() {
        return jdbc.sql(NOW).query((row, _) -> row.getString("tx")).single();
    }

    void moveTo(String tx) {
        jdbc.sql(MOVE).param("tx", tx).update();
    }

    private @Nullable Proof proof(@Nullable String text) {
        return text == null ? null : json.readValue(text, Proof.class);
    }
}
