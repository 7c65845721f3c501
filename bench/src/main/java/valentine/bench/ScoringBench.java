package valentine.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.OrderLine;
import valentine.csv.OrderLines;
import valentine.csv.Row;
import valentine.csv.Rows;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.simulation.Simulation;
import valentine.staying.Judgement;
import valentine.staying.Known;
import valentine.staying.Past;

/// All models fitted to everybody and told for everybody, against reading what they need from PostgreSQL.
///
/// First every model on one row per customer; then the whole judgement, which looks at several days of the past, on
/// one row per customer and day of purchase.
final class ScoringBench {
    private static final int ROUNDS = 3;
    private static final int CUSTOMERS = 1_000_000;
    private static final int MONTHS = 24;
    private static final int HORIZON = 180;
    private static final LocalDate END = LocalDate.of(2026, 2, 14);
    private static final int FETCHED_AT_ONCE = 20_000;

    private static final String TABLES = """
            CREATE TABLE summary (
                customer  int PRIMARY KEY,
                frequency int    NOT NULL,
                recency   int    NOT NULL,
                age       int    NOT NULL,
                spend     float8 NOT NULL,
                came      bool   NOT NULL
            );
            CREATE TABLE occasion (
                customer int    NOT NULL,
                day      int    NOT NULL,
                amount   float8 NOT NULL,
                is_order bool   NOT NULL,
                PRIMARY KEY (customer, day, is_order)
            );
            CREATE TABLE loose (customer int, day int, amount float8, is_order bool);
            """;
    private static final String SUMMARIES =
            "SELECT customer, frequency, recency, age, spend, came FROM summary ORDER BY customer";
    private static final String OCCASIONS =
            "SELECT customer, day, amount, is_order FROM occasion ORDER BY customer, day";

    private final Times readingSummaries = new Times();
    private final Times fitting = new Times();
    private final Times telling = new Times();
    private final Times modelling = new Times();
    private final Times readingOccasions = new Times();
    private final Times judging = new Times();

    private ScoringBench() {}

    public static void main(String[] arguments) throws Exception {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CUSTOMERS;
        try (Scratch scratch = Scratch.make();
                Database database = Database.own(new DataFolder(scratch.path().resolve("data")))) {
            try (Connection connection = database.connect()) {
                fill(connection, scratch.path().resolve("files"), customers);
            }
            ScoringBench bench = new ScoringBench();
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < ROUNDS; round++) {
                    bench.summaries(connection);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    bench.judgement(connection);
                }
            }
            bench.report();
        }
    }

    private void summaries(Connection connection) throws Exception {
        AllModels[] models = new AllModels[1];
        double read = readingSummaries.measure(() -> models[0] = read(connection));
        double both = modelling.measure(() -> {
            fitting.measure(models[0]::fit);
            telling.measure(models[0]::tell);
        });
        System.out.printf(
                Locale.ROOT,
                "%,d summaries read %.2f s; all models fitted and told %.2f s (%s)%n",
                models[0].size(),
                read,
                both,
                models[0].answer());
    }

    private void judgement(Connection connection) throws Exception {
        Past[] past = new Past[1];
        double[] sum = new double[1];
        Judgement[] judged = new Judgement[1];
        double read = readingOccasions.measure(() -> past[0] = occasions(connection));
        double took = judging.measure(() -> {
            judged[0] = Judgement.of(past[0], (int) END.toEpochDay(), HORIZON);
            judged[0].everybody().each((_, standing) -> sum[0] += standing.yearlyValue());
        });
        System.out.printf(
                Locale.ROOT,
                "%,d days of purchase read %.2f s; whole judgement %.2f s (%,d customers worth %,.0f a year)%n",
                rows(connection),
                read,
                took,
                judged[0].everybody().size(),
                sum[0]);
    }

    private void report() {
        System.out.printf(
                Locale.ROOT,
                "medians of %d: read summaries %.2f s; fit %.2f s, tell %.2f s, both %.2f s: ratio %.2f%n",
                ROUNDS,
                readingSummaries.median(),
                fitting.median(),
                telling.median(),
                modelling.median(),
                modelling.median() / readingSummaries.median());
        System.out.printf(
                Locale.ROOT,
                "medians of %d: read days of purchase %.2f s; whole judgement with reasons %.2f s: ratio %.2f%n",
                ROUNDS,
                readingOccasions.median(),
                judging.median(),
                judging.median() / readingOccasions.median());
    }

    private static AllModels read(Connection connection) throws SQLException {
        AllModels.Gathering gathering = new AllModels.Gathering(HORIZON);
        try (PreparedStatement statement = connection.prepareStatement(SUMMARIES)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    gathering.add(row.getInt(2), row.getInt(3), row.getInt(4), row.getDouble(5), row.getBoolean(6));
                }
            }
        }
        return gathering.models();
    }

    private static Past occasions(Connection connection) throws SQLException {
        Past.Gathering gathering = new Past.Gathering();
        try (PreparedStatement statement = connection.prepareStatement(OCCASIONS)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    gathering.add(row.getInt(1), row.getInt(2), row.getDouble(3), row.getBoolean(4));
                }
            }
        }
        return gathering.past();
    }

    private static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM occasion")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The simulated orders, written as days of purchase and as what is known of each customer at the end.
    private static void fill(Connection connection, Path files, int customers) throws IOException, SQLException {
        new Simulation(customers, MONTHS, 14, END).write(files);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            CopyText occasions = new CopyText(postgres.getCopyAPI().copyIn("COPY loose FROM STDIN"));
            Map<String, Integer> numbers = new HashMap<>();
            Past past = past(files.resolve("orders.csv"), numbers, occasions);
            statement.execute("INSERT INTO occasion SELECT customer, day, sum(amount), is_order FROM loose"
                    + " GROUP BY customer, day, is_order ORDER BY customer, day");
            statement.execute("DROP TABLE loose");
            CopyText summaries = new CopyText(postgres.getCopyAPI().copyIn("COPY summary FROM STDIN"));
            summaries(past, comers(files.resolve("truth.csv"), numbers), summaries);
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static Past past(Path orders, Map<String, Integer> numbers, CopyText out) throws IOException, SQLException {
        CsvFile file = CsvFile.open(orders);
        OrderLines lines = new OrderLines(Mapping.guess(Kind.ORDERS, file).settled(file));
        Past.Gathering gathering = new Past.Gathering();
        try (Rows rows = file.rows()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (lines.read(row) instanceof OrderLine line) {
                    int customer = numbers.computeIfAbsent(line.customer(), _ -> numbers.size());
                    int day = (int) (line.at().in(ZoneOffset.UTC).getEpochSecond() / 86_400);
                    double amount = line.amount() == null ? 0 : line.amount().doubleValue();
                    gathering.add(customer, day, amount, !line.isReturn());
                    out.row(customer, day, amount, !line.isReturn());
                }
            }
        }
        out.end();
        return gathering.past();
    }

    /// Who really buys within the horizon after the end.
    private static BitSet comers(Path truth, Map<String, Integer> numbers) throws IOException {
        BitSet comers = new BitSet(numbers.size());
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(truth)) {
            for (NamedCsvRecord row : rows) {
                Integer customer = numbers.get(row.getField("customer"));
                if (customer != null && !row.getField("orders_next_" + HORIZON).equals("0")) comers.set(customer);
            }
        }
        return comers;
    }

    private static void summaries(Past past, BitSet comers, CopyText out) throws SQLException {
        int today = (int) END.toEpochDay();
        for (int customer = 0; customer < past.customers(); customer++) {
            Known known = past.known(customer, today);
            if (known == null) continue;
            int repeats = known.orders() - 1;
            out.row(
                    customer,
                    repeats,
                    known.last() - known.first(),
                    today - known.first(),
                    repeats == 0 ? 0 : Math.max(0, known.repeatMoney() / repeats),
                    comers.get(customer));
        }
        out.end();
    }

    /// Rows on their way into a table.
    private static final class CopyText {
        private static final int FULL = 1 << 16;

        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder(FULL + 4096);

        private CopyText(CopyIn copy) {
            this.copy = copy;
        }

        void row(Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) text.append('\t');
                text.append(values[i]);
            }
            text.append('\n');
            if (text.length() >= FULL) flush();
        }

        void end() throws SQLException {
            flush();
            copy.endCopy();
        }

        private void flush() throws SQLException {
            byte[] bytes = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            text.setLength(0);
        }
    }
}
