package valentine.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.CsvFile;
import valentine.csv.UnreadableFile;
import valentine.customer.OpenPlace;
import valentine.db.Database;
import valentine.transparency.Recognition;
import valentine.transparency.SensitiveKind;

/// Refused rows of files, the first in the database and all in a file: sensitive cells are emptied.
@Component
class OpenRows implements OpenPlace {
    private static final TypeReference<List<Map<String, @Nullable Object>>> ROWS = new TypeReference<>() {};
    private static final int FILES_AT_ONCE = 20;
    private static final char MARK = '\uFEFF';

    // Primary key.
    private static final String SOME = """
            SELECT id, folder, refused FROM intake.import WHERE id > :from ORDER BY id LIMIT :most
            """;
    private static final String LAST = "SELECT coalesce(max(id), 0) FROM intake.import";
    private static final String WRITE = "UPDATE intake.import SET refused = CAST(:refused AS jsonb) WHERE id = :id";

    private final Database database;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    OpenRows(Database database, JdbcClient jdbc, JsonMapper json) {
        this.database = database;
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(long id, UUID folder, String refused) {}

    @Override
    public String key() {
        return "refused-rows";
    }

    @Override
    public String what() {
        return "Refused rows of files";
    }

    @Override
    public Step step(String kind, String from, int most) {
        SensitiveKind wanted = SensitiveKind.of(kind).orElseThrow();
        List<Row> rows = jdbc.sql(SOME)
                .param("from", from.isEmpty() ? 0 : Long.parseLong(from))
                .param("most", Math.min(most, FILES_AT_ONCE))
                .query((row, _) ->
                        new Row(row.getLong("id"), row.getObject("folder", UUID.class), row.getString("refused")))
                .list();
        if (rows.isEmpty()) return new Step(null, 0, 0, 1);
        long found = 0;
        for (Row row : rows) found += first(row, wanted) + all(row, wanted);
        long end = rows.getLast().id();
        long last = jdbc.sql(LAST).query((row, _) -> row.getLong(1)).single();
        return new Step(Long.toString(end), rows.size(), found, (double) end / Math.max(end, last));
    }

    /// Those that the page of the import shows; its sentence may quote the cell.
    private long first(Row row, SensitiveKind wanted) {
        long found = 0;
        List<Map<String, @Nullable Object>> open = new ArrayList<>();
        for (Map<String, @Nullable Object> one : json.readValue(row.refused(), ROWS)) {
            String value = String.valueOf(one.get("value"));
            if (value.isEmpty() || !is(wanted, String.valueOf(one.get("column")), value)) {
                open.add(one);
                continue;
            }
            found++;
            Map<String, @Nullable Object> without = new LinkedHashMap<>(one);
            without.put("value", "");
            without.put("why", String.valueOf(one.get("why")).replace(value, "…"));
            open.add(without);
        }
        if (found > 0) {
            jdbc.sql(WRITE)
                    .param("id", row.id())
                    .param("refused", json.writeValueAsString(open))
                    .update();
        }
        return found;
    }

    /// The file, where it lies on this machine. It is written anew only where something was found.
    private long all(Row row, SensitiveKind wanted) {
        Path path = database.folder()
                .path()
                .resolve("imports")
                .resolve(row.folder().toString())
                .resolve("refused.csv");
        if (!Files.exists(path)) return 0;
        Path fresh = path.resolveSibling("refused.new");
        try {
            char delimiter = CsvFile.open(path).delimiter();
            long found = copy(path, fresh, delimiter, wanted);
            if (found > 0) Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
            else Files.delete(fresh);
            return found;
        } catch (UnreadableFile _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copy(Path path, Path fresh, char delimiter, SensitiveKind wanted) throws IOException {
        long found = 0;
        List<String> header = List.of();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .detectBomHeader(true)
                        .ofCsvRecord(path, StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            out.write(MARK);
            CsvWriter writer = CsvWriter.builder()
                    .fieldSeparator(delimiter)
                    .lineDelimiter(LineDelimiter.CRLF)
                    .build(out);
            for (CsvRecord line : reader) {
                List<String> cells = new ArrayList<>(line.getFields());
                if (header.isEmpty()) {
                    header = List.copyOf(cells);
                } else {
                    found += empty(header, cells, wanted);
                }
                writer.writeRecord(cells);
            }
            writer.flush();
        }
        return found;
    }

    private static long empty(List<String> header, List<String> cells, SensitiveKind wanted) {
        long found = 0;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String name = i < header.size() ? header.get(i) : "";
            if (cell.isBlank() || !is(wanted, name, cell)) continue;
            found++;
            cells.set(i, "");
            // The last cell says why it was refused, and may quote it.
            int last = cells.size() - 1;
            if (i < last) cells.set(last, cells.get(last).replace(cell, "…"));
        }
        return found;
    }

    private static boolean is(SensitiveKind wanted, String column, String value) {
        return Recognition.of(column, value).filter(kind -> kind == wanted).isPresent();
    }
}
