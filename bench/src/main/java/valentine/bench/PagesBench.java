package valentine.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.simulation.Simulation;

/// How fast the pages of a large firm answer: a million customers and twenty million interactions, by default.
///
/// The firm is simulated, brought in by the real command and scored by the real server, once per data folder. Then
/// each page is asked for again and again, one call after the other, each time for somebody or something else, by a
/// signed-in member over loopback; the time is that of the whole HTTP call with the page read to its end.
@Command(name = "PagesBench", mixinStandardHelpOptions = true)
final class PagesBench implements Callable<Integer> {
    private static final int MONTHS = 24;
    private static final int CALLS = 200;
    private static final int WARM_UP = 50;
    private static final int MINUTES_TO_SCORE = 20;
    private static final double TARGET = 0.050;
    private static final List<String> SORTS = List.of("name", "staying", "last", "value", "risk");
    private static final List<String> BANDS = List.of("in_touch", "cooling", "losing_touch", "gone_quiet");

    private static final String SCORED = "SELECT coalesce(sum(customers), 0) FROM health.total";
    private static final String SIZES = """
            SELECT (SELECT count(*) FROM customer.customer), (SELECT count(*) FROM history.interaction),
                (SELECT sum(customers) FROM health.total), pg_size_pretty(pg_database_size(current_database()))
            """;
    private static final String SOMEBODY = """
            SELECT customer, name, band
            FROM health.standing TABLESAMPLE SYSTEM (1) REPEATABLE (14) JOIN customer.card USING (customer)
            ORDER BY md5(customer::text)
            LIMIT 5000
            """;

    @Option(names = "--data", required = true, description = "The data folder, filled where it is not there yet.")
    Path data = Path.of("");

    @Option(names = "--customers", description = "How many customers to simulate (default: ${DEFAULT-VALUE}).")
    int customers = 1_000_000;

    private final Random random = new Random(14);
    private final List<Somebody> people = new ArrayList<>();

    record Somebody(long customer, String name, String band) {
        List<String> words() {
            return List.of(name.split(" ", -1));
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PagesBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(data.resolve("database"))) fill();
        try (Program server = Program.start("serve", "--port", "0", "--data", data.toString());
                Visitor visitor = Visitor.of(server)) {
            prepare();
            pages().forEach((name, path) -> measure(visitor, name, path));
            System.out.printf(Locale.ROOT, "The server held %,d MiB at most (VmHWM)%n", server.peakMegabytes());
        }
        return 0;
    }

    private void fill() throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.make()) {
            new Simulation(customers, MONTHS, 14, LocalDate.now(ZoneOffset.UTC).minusDays(1)).write(scratch.path());
            for (String kind : List.of("customers", "orders", "interactions")) {
                String file = scratch.path().resolve(kind + ".csv").toString();
                Program.run("import", file, "--kind", kind, "--data", data.toString());
            }
        }
    }

    /// Waits until everybody is scored and tidied up, as autovacuum does it in time.
    private void prepare() throws SQLException, InterruptedException {
        try (Database database = Database.ownOrShared(new DataFolder(data));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            CountDownLatch never = new CountDownLatch(1);
            for (int second = 0; scored(statement) == 0; second++) {
                if (second > 60 * MINUTES_TO_SCORE || never.await(1, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody was scored within " + MINUTES_TO_SCORE + " minutes");
                }
            }
            statement.execute("VACUUM ANALYZE");
            try (ResultSet row = statement.executeQuery(SIZES)) {
                row.next();
                System.out.printf(
                        Locale.ROOT,
                        "%,d customers, %,d interactions, %,d scored, %s%n",
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4));
            }
            try (ResultSet row = statement.executeQuery(SOMEBODY)) {
                while (row.next()) people.add(new Somebody(row.getLong(1), row.getString(2), row.getString(3)));
            }
        }
    }

    private static long scored(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SCORED)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// What is asked for at the n-th call of each page.
    private Map<String, IntFunction<String>> pages() {
        Map<String, IntFunction<String>> pages = new LinkedHashMap<>();
        pages.put("Front page", _ -> "/");
        pages.put("Today", _ -> "/today");
        pages.put("Loyalty map", _ -> "/loyalty-map");
        pages.put("Track record", _ -> "/track-record");
        pages.put("Customer", _ -> "/customers/" + somebody().customer());
        for (String sort : SORTS) {
            pages.put("Customers by " + sort, call -> list(sort, call, "") + after(call, somebody()));
        }
        for (String band : BANDS) {
            List<Somebody> within =
                    people.stream().filter(one -> one.band().equals(band)).toList();
            pages.put("Customers " + band, call -> {
                String sort = SORTS.get(1 + call % (SORTS.size() - 1));
                return list(sort, call / SORTS.size(), "&band=" + band)
                        + (within.isEmpty() ? "" : after(call, within.get(random.nextInt(within.size()))));
            });
        }
        for (int letters = 1; letters <= 5; letters++) {
            int length = letters;
            pages.put("Search, " + letters + (letters == 1 ? " letter" : " letters"), _ -> search(word(length)));
        }
        pages.put("Search, two words", _ -> search(twoWords(3)));
        pages.put("Search, two short words", _ -> search(twoWords(1)));
        pages.put("Palette", call -> "/customers/found?q=" + encoded(word(1 + call % 5)));
        return pages;
    }

    private Somebody somebody() {
        return people.get(random.nextInt(people.size()));
    }

    private static String list(String sort, int call, String filter) {
        return "/customers?sort=" + sort + "&order=" + (call % 2 == 0 ? "down" : "up") + filter;
    }

    /// Every fifth call asks for the first page, the others go on after somebody.
    private static String after(int call, Somebody one) {
        return call % 5 == 0 ? "" : "&after=" + one.customer();
    }

    private String word(int letters) {
        List<String> words = somebody().words();
        return beginning(words.get(random.nextInt(words.size())), letters);
    }

    private String twoWords(int letters) {
        List<String> words = somebody().words();
        return beginning(words.getFirst(), letters) + " " + beginning(words.getLast(), letters);
    }

    private static String beginning(String word, int letters) {
        return word.substring(0, Math.min(letters, word.length()));
    }

    private static String search(String words) {
        return "/customers?q=" + encoded(words);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void measure(Visitor visitor, String name, IntFunction<String> path) {
        Times times = new Times();
        String slowestPath = "";
        double slowest = 0;
        try {
            for (int call = 0; call < WARM_UP; call++) visitor.get(path.apply(call));
            for (int call = 0; call < CALLS; call++) {
                String asked = path.apply(call);
                double took = times.measure(() -> visitor.get(asked));
                if (took > slowest) {
                    slowest = took;
                    slowestPath = asked;
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s p50 %6.1f ms   p95 %6.1f ms   %s  slowest %.1f ms: %s%n",
                name,
                1000 * times.median(),
                1000 * times.percentile(95),
                times.percentile(95) < TARGET ? "   " : "!!!",
                1000 * slowest,
                slowestPath);
    }
}
