package valentine.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import valentine.Application;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.OrderLine;
import valentine.csv.OrderLines;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.simulation.Simulation;

/// The import of order lines, against a bare COPY of what was read of the same lines into one indexed table.
///
/// Both go into the same PostgreSQL of a fresh folder, in turn first; lines that the import refuses are not copied
/// and not counted, though the import has to read them.
final class ImportBench {
    private static final int ROUNDS = 3;
    private static final int CUSTOMERS = 50_000;
    private static final int MONTHS = 24;

    private static final String TABLE = """
            CREATE TABLE order_line (
                id          bigint PRIMARY KEY,
                order_id    text        NOT NULL,
                customer    text        NOT NULL,
                at          timestamptz NOT NULL,
                product     text        NOT NULL,
                description text        NOT NULL,
                quantity    numeric,
                unit_price  numeric,
                amount      numeric,
                currency    text        NOT NULL,
                country     text        NOT NULL
            );
            CREATE INDEX order_line_customer ON order_line (customer, at);
            """;

    private final CsvFile file;
    private final Mapping mapping;
    private final Path lines;
    private final long accepted;
    private final Times importing = new Times();
    private final Times copying = new Times();

    private ImportBench(Path path, Path lines) throws IOException {
        this.file = CsvFile.open(path);
        this.mapping = Mapping.guess(Kind.ORDERS, file).settled(file);
        this.lines = lines;
        this.accepted = parse();
    }

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            Path path = arguments.length > 0 ? Path.of(arguments[0]) : simulated(scratch.path());
            ImportBench bench = new ImportBench(path, scratch.path().resolve("lines"));
            for (int round = 0; round < ROUNDS; round++) {
                bench.round(scratch.path().resolve("round-" + round), round % 2 == 0);
            }
            bench.report();
        }
    }

    private static Path simulated(Path folder) throws IOException {
        new Simulation(CUSTOMERS, MONTHS, 14, LocalDate.of(2026, 2, 14)).write(folder);
        return folder.resolve("orders.csv");
    }

    private void round(Path folder, boolean importFirst) throws Exception {
        Database database = Database.own(new DataFolder(folder));
        try (var context = Application.quiet(database)) {
            if (importFirst) bring(context.getBean(Imports.class), database);
            copy(database);
            if (!importFirst) bring(context.getBean(Imports.class), database);
        }
    }

    private void bring(Imports imports, Database database) throws Exception {
        checkpoint(database);
        Import begun = imports.begin(Kind.ORDERS, "orders.csv");
        double took = importing.measure(() -> imports.run(begun.id(), file, mapping, List.of(), _ -> {}));
        Import done = imports.find(begun.id()).orElseThrow();
        Import.Tally tally = done.tally();
        System.out.printf(
                Locale.ROOT,
                "import %6.2f s: %,d rows read, %,d stored, %,d duplicate, %,d refused; %,d orders and returns of %,d customers%n",
                took,
                tally.read(),
                tally.stored(),
                tally.duplicate(),
                tally.refused(),
                tally.interactions(),
                tally.customers());
        if (!done.isFinished()) throw new IllegalStateException("The import failed: " + done.why());
    }

    private void copy(Database database) throws Exception {
        checkpoint(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            double took = copying.measure(() -> {
                try (InputStream in = Files.newInputStream(lines)) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY order_line FROM STDIN", in);
                }
            });
            System.out.printf(Locale.ROOT, "COPY   %6.2f s: %,d rows%n", took, accepted);
        }
    }

    private static void checkpoint(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    /// Sets aside what was read of each line, as COPY takes it.
    private long parse() throws IOException {
        OrderLines reader = new OrderLines(mapping);
        long count = 0;
        try (Rows rows = file.rows();
                BufferedWriter out = Files.newBufferedWriter(lines)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (reader.read(row) instanceof OrderLine line) {
                    out.write(text(++count, line));
                }
            }
        }
        return count;
    }

    private static String text(long id, OrderLine line) {
        return String.join(
                        "\t",
                        Long.toString(id),
                        text(line.order()),
                        text(line.customer()),
                        line.at().in(ZoneOffset.UTC).toString(),
                        text(line.product()),
                        text(line.description()),
                        text(line.quantity()),
                        text(line.unitPrice()),
                        text(line.amount()),
                        text(line.currency()),
                        text(line.country()))
                + "\n";
    }

    private static String text(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "\\N" : value.toPlainString();
    }

    private void report() {
        double imported = accepted / importing.median();
        double copied = accepted / copying.median();
        System.out.printf(
                Locale.ROOT,
                "%,.0f rows/s imported, %,.0f rows/s copied (medians of %d): ratio %.2f%n",
                imported,
                copied,
                ROUNDS,
                imported / copied);
    }
}
