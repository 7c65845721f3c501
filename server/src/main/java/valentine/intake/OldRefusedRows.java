package valentine.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Ageing;
import valentine.db.Database;

/// The refused rows of files that were brought long ago; how many there were, and why, stays told.
@Component
class OldRefusedRows implements Ageing {
    // There are few imports, so that all can be looked through.
    private static final String COUNT = """
            SELECT coalesce(sum(jsonb_array_length(refused)), 0) FROM intake.import WHERE brought_at < :before
            """;
    private static final String OLD = """
            SELECT folder, jsonb_array_length(refused) AS rows FROM intake.import
            WHERE brought_at < :before AND refused <> '[]'
            ORDER BY id
            LIMIT 100
            FOR UPDATE
            """;
    private static final String FORGET = """
            UPDATE intake.import SET refused = '[]' WHERE folder = ANY (CAST(:folders AS uuid[]))
            """;

    private final Database database;
    private final JdbcClient jdbc;

    OldRefusedRows(Database database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    private record Old(UUID folder, long rows) {}

    @Override
    public String key() {
        return "refused-rows";
    }

    @Override
    public String what() {
        return "Refused rows of files, with the file of all of them (the preview counts those on the page)";
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql(COUNT)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Override
    public long forget(Instant before, int most) {
        List<Old> old = jdbc.sql(OLD)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Old(row.getObject("folder", UUID.class), row.getLong("rows")))
                .list();
        for (Old one : old) {
            try {
                Files.deleteIfExists(database.folder()
                        .path()
                        .resolve("imports")
                        .resolve(one.folder().toString())
                        .resolve("refused.csv"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!old.isEmpty()) {
            jdbc.sql(FORGET)
                    .param("folders", old.stream().map(Old::folder).toArray(UUID[]::new))
                    .update();
        }
        return old.stream().mapToLong(Old::rows).sum();
    }
}
