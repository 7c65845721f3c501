package valentine.duplicate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The comparisons of everybody.
@Repository("comparisonRuns")
class RunTable {
    private static final String COLUMNS = """
            SELECT id, started_at, share, finished_at, customers, compared, left_out, expected, learned
            FROM duplicate.run
            """;
    private static final String BEGIN = """
            INSERT INTO duplicate.run (started_at) VALUES (:now)
            RETURNING id
            """;
    private static final String SHARE = "UPDATE duplicate.run SET share = :share WHERE id = :id";
    private static final String FINISH = """
            UPDATE duplicate.run
            SET share = 1, finished_at = :now, customers = :customers, compared = :compared, left_out = :left_out,
                expected = :expected, learned = :learned::jsonb
            WHERE id = :id
            """;
    // Whatever runs now is the one that began last; older ones without an end were cut off.
    private static final String FORGET_CUT_OFF = "DELETE FROM duplicate.run WHERE finished_at IS NULL AND id <> :id";
    // Index run_finished.
    private static final String LATEST = COLUMNS + """
            WHERE finished_at IS NOT NULL
            ORDER BY finished_at DESC
            LIMIT 1
            """;
    private static final String RUNNING = COLUMNS + """
            WHERE finished_at IS NULL
            ORDER BY id DESC
            LIMIT 1
            """;
    private static final String DROP = "DELETE FROM duplicate.run WHERE id = :id";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    long begin(Instant now) {
        long id = jdbc.sql(BEGIN)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong("id"))
                .single();
        jdbc.sql(FORGET_CUT_OFF).param("id", id).update();
        return id;
    }

    void share(long id, double share) {
        jdbc.sql(SHARE).param("id", id).param("share", share).update();
    }

    void finish(long id, Instant now, int customers, Matching.Found found) {
        jdbc.sql(FINISH)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("customers", customers)
                .param("compared", found.compared())
                .param("left_out", found.leftOut())
                .param("expected", found.expected())
                .param("learned", json.writeValueAsString(Run.Learned.of(found.linkage(), found.why())))
                .update();
    }

    void drop(long id) {
        jdbc.sql(DROP).param("id", id).update();
    }

    Optional<Run> latest() {
        return jdbc.sql(LATEST).query((row, _) -> run(row)).optional();
    }

    Optional<Run> running() {
        return jdbc.sql(RUNNING).query((row, _) -> run(row)).optional();
    }

    private Run run(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        String learned = row.getString("learned");
        return new Run(
                row.getLong("id"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getDouble("share"),
                finished == null ? null : finished.toInstant(),
                row.getInt("customers"),
                row.getLong("compared"),
                row.getLong("left_out"),
                row.getDouble("expected"),
                learned == null ? null : json.readValue(learned, Run.Learned.class));
    }
}
