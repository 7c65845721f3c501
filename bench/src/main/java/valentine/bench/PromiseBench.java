package valentine.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import valentine.Application;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.intake.Import;
import valentine.intake.Imports;
import valentine.promise.DueJob;

/// The ledger of a large firm: how fast a file of five million promises comes in, how fast the moments of many of them
/// are noticed, and how fast the pages of the ledger answer.
///
/// One promise in fifty is open; of these the moment of a fifth passes at once, as when a server was down. The rest
/// ended, nine in ten in time.
@Command(name = "PromiseBench", mixinStandardHelpOptions = true)
final class PromiseBench implements Callable<Integer> {
    private static final int CALLS = 200;
    private static final int WARM_UP = 50;
    private static final double PAGE_TARGET = 0.050;
    private static final double JOB_TARGET = 10;

    @Option(names = "--data", required = true, description = "The data folder, filled where it is not there yet.")
    Path data = Path.of("");

    @Option(names = "--promises", description = "How many promises to bring (default: ${DEFAULT-VALUE}).")
    int promises = 5_000_000;

    private final Random random = new Random(5);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PromiseBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        boolean fresh = !Files.exists(data.resolve("database"));
        List<Long> people;
        try (Database database = Database.own(new DataFolder(data));
                var context = Application.quiet(database)) {
            if (fresh) bring(context.getBean(Imports.class));
            vacuum(database);
            look(context.getBean(DueJob.class), database);
            people = people(database);
        }
        try (Program server = Program.start("serve", "--port", "0", "--data", data.toString());
                Visitor visitor = Visitor.of(server)) {
            Map<String, Supplier<String>> pages = pages(people);
            for (Supplier<String> path : pages.values()) warmUp(visitor, path);
            for (Map.Entry<String, Supplier<String>> page : pages.entrySet()) {
                measure(visitor, page.getKey(), page.getValue());
            }
        }
        return 0;
    }

    private void bring(Imports imports) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            CsvFile file = CsvFile.open(file(scratch.path()));
            Kind kind = imports.kind("promises").orElseThrow();
            Import begun = imports.begin(kind, "promises.csv");
            Mapping mapping = Mapping.guess(kind, file);
            Times times = new Times();
            double took = times.measure(() -> imports.run(begun.id(), file, mapping, List.of(), _ -> {}));
            Import done = imports.find(begun.id()).orElseThrow();
            if (!done.isFinished()) throw new IllegalStateException("The import failed: " + done.why());
            System.out.printf(
                    Locale.ROOT,
                    "import %,.1f s: %,d promises of %,d customers, %,d entries of the history; %,.0f promises/s%n",
                    took,
                    done.tally().stored(),
                    done.tally().customers(),
                    done.tally().interactions(),
                    done.tally().stored() / took);
        }
    }

    private Path file(Path folder) throws IOException {
        Path path = folder.resolve("promises.csv");
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            out.write("reference,customer,promised on,promised for,kept on,kind,branch,channel\n");
            for (int i = 0; i < promises; i++) out.write(row(i));
        }
        return path;
    }

    private String row(int number) {
        boolean open = number % 50 == 0;
        boolean passing = number % 250 == 0;
        Instant due = open
                ? now.plus(passing ? 30 : 60 + random.nextInt(60 * 24 * 60), ChronoUnit.MINUTES)
                : now.minus(1 + random.nextInt(700 * 24 * 60), ChronoUnit.MINUTES);
        Instant made = due.minus(3 + random.nextInt(10), ChronoUnit.DAYS);
        long late = random.nextInt(10) == 0 ? random.nextInt(5 * 24 * 60) : -random.nextInt(3 * 24 * 60);
        Instant done = due.plus(Duration.ofMinutes(late));
        return "R" + number + ",C" + random.nextInt(Math.max(1, promises / 5)) + "," + made + "," + due + ","
                + (open ? "" : done.isAfter(now) ? now : done) + ",delivery,Branch " + number % 40 + ",web\n";
    }

    /// Nothing is due, then many moments pass at once, then nothing again.
    private void look(DueJob job, Database database) throws Exception {
        System.out.printf("%s%n", sizes(database));
        run(job, "Nothing due", now);
        run(job, "Many moments passed at once", now.plus(31, ChronoUnit.MINUTES));
        run(job, "Nothing due any more", now.plus(31, ChronoUnit.MINUTES));
    }

    private static void run(DueJob job, String what, Instant at) throws Exception {
        long[] looked = new long[1];
        double took = new Times().measure(() -> looked[0] = job.run(at));
        System.out.printf(
                Locale.ROOT,
                "%-30s %,9d looked after in %6.2f s %s%n",
                what,
                looked[0],
                took,
                took <= JOB_TARGET ? "" : "above " + JOB_TARGET);
    }

    private static void vacuum(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static String sizes(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT count(*) FROM promise.promise), (SELECT count(*) FROM promise.open),
                            pg_size_pretty(pg_database_size(current_database()))
                        """)) {
            row.next();
            return "%,d promises, %,d open, %s".formatted(row.getLong(1), row.getLong(2), row.getString(3));
        }
    }

    private static List<Long> people(Database database) throws SQLException {
        List<Long> people = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT customer FROM promise.promise WHERE customer IS NOT NULL ORDER BY id LIMIT 20000")) {
            while (row.next()) people.add(row.getLong(1));
        }
        return people;
    }

    private Map<String, Supplier<String>> pages(List<Long> people) {
        Map<String, Supplier<String>> pages = new LinkedHashMap<>();
        pages.put("Ledger", () -> "/promises");
        for (String view : List.of("overdue", "today", "soon", "kept")) {
            pages.put("Ledger, " + view, () -> "/promises?show=" + view);
            pages.put(
                    "Ledger, " + view + ", further on",
                    () -> "/promises?show=" + view + "&from=" + ChronoUnit.MICROS.between(Instant.EPOCH, somewhen())
                            + "_" + random.nextInt(promises));
        }
        pages.put("Customer", () -> "/customers/" + people.get(random.nextInt(people.size())));
        pages.put("Today", () -> "/today");
        return pages;
    }

    private Instant somewhen() {
        return now.minus(random.nextInt(600 * 24), ChronoUnit.HOURS);
    }

    private static void warmUp(Visitor visitor, Supplier<String> path) throws Exception {
        for (int call = 0; call < WARM_UP; call++) visitor.get(path.get());
    }

    private static void measure(Visitor visitor, String name, Supplier<String> path) throws Exception {
        warmUp(visitor, path);
        Times times = new Times();
        for (int call = 0; call < CALLS; call++) {
            String asked = path.get();
            times.measure(() -> visitor.get(asked));
        }
        System.out.printf(
                Locale.ROOT,
                "%-30s median %6.1f ms, p95 %6.1f ms %s%n",
                name,
                1_000 * times.median(),
                1_000 * times.percentile(95),
                times.percentile(95) <= PAGE_TARGET ? "" : "above 50 ms");
    }
}
