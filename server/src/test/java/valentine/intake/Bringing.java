package valentine.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.csv.Correction;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.TestDatabase;

/// A database that files are brought to, as the command does it.
final class Bringing implements AutoCloseable {
    private final TestDatabase database = TestDatabase.create();
    private final ConfigurableApplicationContext context = database.context();
    private final Path folder;

    Bringing(Path folder) {
        this.folder = folder;
    }

    Import orders(String... lines) {
        return bring(Kind.ORDERS, List.of(), lines);
    }

    Import customers(String... lines) {
        return bring(Kind.CUSTOMERS, List.of(), lines);
    }

    Import interactions(String... lines) {
        return bring(Kind.INTERACTIONS, List.of(), lines);
    }

    Import bring(Kind kind, List<String> corrections, String... lines) {
        try {
            Path path = Files.createTempFile(folder, kind.word(), ".csv");
            Files.writeString(path, String.join("\n", lines) + "\n");
            return bring(kind, corrections, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Import bring(Kind kind, List<String> corrections, Path path) throws IOException {
        CsvFile file = CsvFile.open(path);
        if (!(Mapping.guess(kind, file).correct(corrections) instanceof Correction.Corrected(Mapping mapping))) {
            throw new IllegalStateException("The corrections are wrong");
        }
        Imports imports = imports();
        Import begun = imports.begin(kind, path.getFileName().toString());
        return imports.run(begun.id(), file, mapping, corrections, _ -> {});
    }

    Imports imports() {
        return context.getBean(Imports.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    TestDatabase database() {
        return database;
    }

    /// All that was stored, as far as it does not depend on when and in which sequence.
    List<String> history() {
        return lines("""
                SELECT concat_ws(' | ', c.name, i.at AT TIME ZONE 'UTC', i.kind, i.channel, i.direction, i.title,
                                 trim_scale(i.amount), i.currency, i.properties, i.message_id)
                FROM history.interaction i JOIN customer.profile p ON p.profile = i.customer
                JOIN customer.card c ON c.customer = p.head
                ORDER BY i.message_id COLLATE "C", i.at
                """);
    }

    List<String> told() {
        return lines("""
                SELECT concat_ws(' | ', c.name, i.at AT TIME ZONE 'UTC', i.kind, i.title, trim_scale(i.amount), i.currency)
                FROM history.interaction i JOIN customer.profile p ON p.profile = i.customer
                JOIN customer.card c ON c.customer = p.head
                ORDER BY i.at, i.title
                """);
    }

    List<String> lines(String sql) {
        return jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
