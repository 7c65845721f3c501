package valentine.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.Kind;
import valentine.transparency.LeftOut;

/// The rows of `intake.import`.
@Component
class ImportTable {
    private static final String COLUMNS = """
            SELECT id, kind, file_name, corrections, folder, brought_at, started_at, finished_at, failed_at, why,
                   bytes_total, bytes_read, parts_total, parts_taken,
                   rows_read, rows_stored, rows_duplicate, rows_refused, interactions, customers, reasons, refused, left_out
            FROM intake.import
            """;
    private static final String ONE = COLUMNS + "WHERE id = :id";
    private static final String LATEST = COLUMNS + "ORDER BY id DESC LIMIT :count";
    private static final String UNFINISHED = COLUMNS + """
            WHERE finished_at IS NULL AND failed_at IS NULL
            ORDER BY id
            """;
    private static final String ADD = """
            INSERT INTO intake.import (kind, file_name, folder, brought_at)
            VALUES (:kind, :name, :folder, :now)
            RETURNING id
            """;
    private static final String START = """
            UPDATE intake.import
            SET started_at = :now, corrections = CAST(:corrections AS jsonb), bytes_total = :bytes
            WHERE id = :id AND started_at IS NULL AND failed_at IS NULL
            """;
    private static final String READING = """
            UPDATE intake.import
            SET bytes_read = :bytes, rows_read = :read, rows_refused = :refused
            WHERE id = :id
            """;
    private static final String READ = """
            UPDATE intake.import
            SET bytes_read = bytes_total, parts_total = :parts, rows_read = :read, rows_refused = :refused,
                reasons = CAST(:reasons AS jsonb), refused = CAST(:first AS jsonb), left_out = CAST(:leftOut AS jsonb)
            WHERE id = :id
            """;
    private static final String TAKE = """
            UPDATE intake.import
            SET parts_taken = parts_taken + 1, rows_stored = rows_stored + :stored,
                rows_duplicate = rows_duplicate + :duplicate, interactions = interactions + :interactions,
                customers = customers + :customers
            WHERE id = :id
            """;
    private static final String REFUSE = """
            UPDATE intake.import
            SET rows_refused = rows_refused + :refused,
                reasons = (
                    SELECT jsonb_agg(jsonb_build_object('why', why, 'rows', rows) ORDER BY rows DESC, why)
                    FROM (
                        SELECT r ->> 'why' AS why, sum((r ->> 'rows')::bigint) AS rows
                        FROM jsonb_array_elements(reasons
                            || jsonb_build_object('why', CAST(:why AS text), 'rows', CAST(:refused AS bigint))) r
                        GROUP BY 1) counted)
            WHERE id = :id
            """;
    private static final String FINISH = """
            UPDATE intake.import SET finished_at = :now WHERE id = :id
            """;
    private static final String FAIL = """
            UPDATE intake.import SET failed_at = :now, why = :why
            WHERE id = :id AND finished_at IS NULL AND failed_at IS NULL
            """;

    /// It says nothing of whom.
    private static final String SUPPRESSED = "This is about somebody who must not be stored here.";

    private final JdbcClient jdbc;
    private final FileKinds kinds;
    private final JsonMapper json;

    ImportTable(JdbcClient jdbc, FileKinds kinds, JsonMapper json) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.json = json;
    }

    ImportId add(Kind kind, String fileName, UUID folder, Instant now) {
        return new ImportId(jdbc.sql(ADD)
                .param("kind", kind.word())
                .param("name", fileName)
                .param("folder", folder)
                .param("now", Timestamp.from(now))
                .query((row, _) -> row.getLong("id"))
                .single());
    }

    Optional<Import> find(ImportId id) {
        return jdbc.sql(ONE).param("id", id.value()).query(this::read).optional();
    }

    List<Import> latest(int count) {
        return jdbc.sql(LATEST).param("count", count).query(this::read).list();
    }

    List<Import> unfinished() {
        return jdbc.sql(UNFINISHED).query(this::read).list();
    }

    boolean start(ImportId id, List<String> corrections, long bytes, Instant now) {
        return jdbc.sql(START)
                        .param("id", id.value())
                        .param("corrections", json.writeValueAsString(corrections))
                        .param("bytes", bytes)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void reading(ImportId id, long bytes, long read, long refused) {
        jdbc.sql(READING)
                .param("id", id.value())
                .param("bytes", bytes)
                .param("read", read)
                .param("refused", refused)
                .update();
    }

    void read(ImportId id, long read, int parts, Refusals refusals, List<LeftOut.Field> leftOut) {
        jdbc.sql(READ)
                .param("id", id.value())
                .param("parts", parts)
                .param("read", read)
                .param("refused", refusals.count())
                .param("reasons", json.writeValueAsString(refusals.reasons()))
                .param("first", json.writeValueAsString(refusals.first()))
                .param("leftOut", json.writeValueAsString(leftOut))
                .update();
    }

    void take(ImportId id, Import.Tally tally) {
        jdbc.sql(TAKE)
                .param("id", id.value())
                .param("stored", tally.stored())
                .param("duplicate", tally.duplicate())
                .param("interactions", tally.interactions())
                .param("customers", tally.customers())
                .update();
        if (tally.refused() == 0) return;
        jdbc.sql(REFUSE)
                .param("id", id.value())
                .param("refused", tally.refused())
                .param("why", SUPPRESSED)
                .update();
    }

    void finish(ImportId id, Instant now) {
        jdbc.sql(FINISH)
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Lets the database look at what its tables hold.
    void analyse() {
        jdbc.sql("ANALYZE").update();
    }

    boolean fail(ImportId id, String why, Instant now) {
        return jdbc.sql(FAIL)
                        .param("id", id.value())
                        .param("why", why)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    private Import read(ResultSet row, int number) throws SQLException {
        return new Import(
                new ImportId(row.getLong("id")),
                kinds.find(row.getString("kind")).orElseThrow(),
                row.getString("file_name"),
                json.readValue(row.getString("corrections"), new TypeReference<List<String>>() {}),
                row.getObject("folder", UUID.class),
                row.getTimestamp("brought_at").toInstant(),
                moment(row, "started_at"),
                moment(row, "finished_at"),
                moment(row, "failed_at"),
                row.getString("why"),
                new Import.Way(
                        row.getLong("bytes_total"),
                        row.getLong("bytes_read"),
                        row.getInt("parts_total"),
                        row.getInt("parts_taken")),
                new Import.Tally(
                        row.getLong("rows_read"),
                        row.getLong("rows_stored"),
                        row.getLong("rows_duplicate"),
                        row.getLong("rows_refused"),
                        row.getLong("interactions"),
                        row.getLong("customers")),
                json.readValue(row.getString("reasons"), new TypeReference<List<Import.Reason>>() {}),
                json.readValue(row.getString("refused"), new TypeReference<List<Import.RefusedRow>>() {}),
                json.readValue(row.getString("left_out"), new TypeReference<List<LeftOut.Field>>() {}));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
