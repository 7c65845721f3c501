package valentine.duplicate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.team.MemberId;

/// What was decided about pairs.
@Repository
class DecisionTable {
    private static final String ADD = """
            INSERT INTO duplicate.decision (pair, answer, degrees, verdict, member, decided_at)
            SELECT p.id, :answer, p.degrees, :verdict, :member, :now
            FROM duplicate.pair p
            WHERE p.id = :pair
            RETURNING id
            """;
    private static final String READ = """
            SELECT d.id, d.pair, p.one, p.other, d.answer, d.verdict, d.member, d.decided_at
            FROM duplicate.decision d JOIN duplicate.pair p ON p.id = d.pair
            WHERE d.id = :id AND d.undone_at IS NULL
            """;
    private static final String IS_KNOWN = "SELECT EXISTS (SELECT FROM duplicate.decision WHERE id = :id)";
    private static final String UNDO = """
            UPDATE duplicate.decision
            SET undone_at = :now, undone_by = :member
            WHERE id = :id AND undone_at IS NULL
            """;
    // Index decision_pair, the primary key of verdicts. Of the customers that the two belong to by now: who became one
    // with a third stays decided; what was taken back elsewhere is open.
    private static final String FINAL = """
            SELECT a.head AS one, b.head AS other, d.id, d.degrees, v.verdict IS NOT NULL AS holds
            FROM duplicate.pair p
            JOIN customer.profile a ON a.profile = p.one
            JOIN customer.profile b ON b.profile = p.other
            JOIN LATERAL (
                SELECT id, degrees, verdict FROM duplicate.decision d
                WHERE d.pair = p.id AND d.undone_at IS NULL
                ORDER BY d.id DESC
                LIMIT 1) d ON true
            LEFT JOIN customer.decided v ON v.verdict = d.verdict
            WHERE p.settled_till = 'infinity' AND a.head <> b.head
            """;

    private final JdbcClient jdbc;

    DecisionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A decision that holds.
    record Row(
            DecisionId id,
            long pair,
            long one,
            long other,
            Answer answer,
            @Nullable Long verdict,
            MemberId member,
            Instant at) {}

    /// A final decision, on what it rested, and whether it was not taken back elsewhere.
    record Final(long id, int pattern, boolean holds) {}

    /// Two customers, the smaller number first.
    record Two(long one, long other) {
        Two {
            if (one > other) {
                long greater = one;
                one = other;
                other = greater;
            }
        }
    }

    DecisionId add(long pair, Answer answer, @Nullable Long verdict, MemberId member, Instant now) {
        return jdbc.sql(ADD)
                .param("pair", pair)
                .param("answer", answer.key())
                .param("verdict", verdict)
                .param("member", member.value())
                .param("now", PairTable.utc(now))
                .query((row, _) -> new DecisionId(row.getLong("id")))
                .single();
    }

    Optional<Row> standing(DecisionId id) {
        return jdbc.sql(READ)
                .param("id", id.value())
                .query((row, _) -> row(row))
                .optional();
    }

    boolean isKnown(DecisionId id) {
        return jdbc.sql(IS_KNOWN).param("id", id.value()).query(Boolean.class).single();
    }

    boolean undo(DecisionId id, MemberId member, Instant now) {
        return jdbc.sql(UNDO)
                        .param("id", id.value())
                        .param("member", member.value())
                        .param("now", PairTable.utc(now))
                        .update()
                == 1;
    }

    /// The final decisions by pair.
    Map<Two, Final> finals() {
        Map<Two, Final> finals = new HashMap<>();
        jdbc.sql(FINAL).query(row -> {
            finals.put(
                    new Two(row.getLong("one"), row.getLong("other")),
                    new Final(row.getLong("id"), PairTable.pattern(row.getArray("degrees")), row.getBoolean("holds")));
        });
        return finals;
    }

    private static Row row(ResultSet row) throws SQLException {
        Long verdict = row.getObject("verdict", Long.class);
        return new Row(
                new DecisionId(row.getLong("id")),
                row.getLong("pair"),
                row.getLong("one"),
                row.getLong("other"),
                Answer.of(row.getString("answer")).orElseThrow(),
                verdict,
                new MemberId(row.getLong("member")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }
}
