package valentine.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.Copy;
import valentine.customer.CustomerId;
import valentine.customer.Handles;
import valentine.customer.Named;
import valentine.customer.PersonalData;
import valentine.db.Database;

/// What is left of files that were brought in: their refused rows, the first in the database and all in a file. A file
/// that names somebody who is forgotten goes as a whole.
@Component
class IntakeData implements PersonalData {
    private static final TypeReference<List<Map<String, @Nullable Object>>> ROWS = new TypeReference<>() {};

    private static final String NAMES = """
            SELECT name FROM customer.card WHERE customer = ANY (:profiles) AND length(name) > 3
            """;
    // There are few imports, so that all can be looked through.
    private static final String IMPORTS =
            "SELECT id, file_name, corrections, why, reasons, refused FROM intake.import ORDER BY id";
    private static final String FORGET = """
            UPDATE intake.import
            SET refused = CAST(:refused AS jsonb),
                file_name = CASE WHEN :named THEN 'file' ELSE file_name END,
                corrections = CASE WHEN :named THEN '[]' ELSE corrections END,
                why = CASE WHEN :named AND why IS NOT NULL THEN 'It failed.' ELSE why END,
                reasons = CASE WHEN :named THEN '[]' ELSE reasons END
            WHERE id = :id
            """;

    private final Handles handles;
    private final Database database;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    IntakeData(Handles handles, Database database, JdbcClient jdbc, JsonMapper json) {
        this.handles = handles;
        this.database = database;
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Kept(long id, boolean named, List<Map<String, @Nullable Object>> theirs, String others) {
        private boolean isAnything() {
            return named || !theirs.isEmpty();
        }
    }

    @Override
    public String part() {
        return "Refused rows of files";
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        Named named = named(profiles);
        return size(kept(named)) + files(named).size();
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        for (Kept kept : kept(named(profiles))) {
            for (Map<String, @Nullable Object> refused : kept.theirs()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("import", kept.id());
                for (String name : List.of("line", "column", "value", "why")) row.put(name, refused.get(name));
                copy.row("refused-rows", row);
            }
        }
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        Named named = named(profiles);
        List<Kept> all = kept(named);
        for (Kept kept : all) {
            jdbc.sql(FORGET)
                    .param("id", kept.id())
                    .param("named", kept.named())
                    .param("refused", kept.others())
                    .update();
        }
        List<Path> files = files(named);
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return size(all) + files.size();
    }

    private static long size(List<Kept> all) {
        return all.stream()
                .mapToLong(kept -> kept.theirs().size() + (kept.named() ? 1 : 0))
                .sum();
    }

    private List<Kept> kept(Named named) {
        if (named.isNobody()) return List.of();
        return jdbc
                .sql(IMPORTS)
                .query((row, _) -> {
                    List<Map<String, @Nullable Object>> refused = json.readValue(row.getString("refused"), ROWS);
                    List<Map<String, @Nullable Object>> theirs = refused.stream()
                            .filter(one -> named.inJson(json.writeValueAsString(one)))
                            .toList();
                    List<Map<String, @Nullable Object>> others = new ArrayList<>(refused);
                    others.removeAll(theirs);
                    boolean says = Stream.of("file_name", "corrections", "why", "reasons")
                            .anyMatch(column -> named.in(text(row, column)));
                    return new Kept(row.getLong("id"), says, theirs, json.writeValueAsString(others));
                })
                .list()
                .stream()
                .filter(Kept::isAnything)
                .toList();
    }

    private static String text(java.sql.ResultSet row, String column) {
        try {
            String text = row.getString(column);
            return text == null ? "" : text;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(column, e);
        }
    }

    private List<Path> files(Named named) {
        Path folder = database.folder().path().resolve("imports");
        if (named.isNobody() || !Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.endsWith("refused.csv"))
                    .filter(file -> stands(named, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean stands(Named named, Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.anyMatch(named::in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Named named(Collection<CustomerId> profiles) {
        // A row that was refused may say nothing but a name; that of a namesake is no loss.
        List<String> names = jdbc.sql(NAMES)
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new))
                .query((row, _) -> row.getString("name"))
                .list();
        return new Named(
                handles.of(profiles).values().stream().flatMap(List::stream).toList(), names);
    }
}
