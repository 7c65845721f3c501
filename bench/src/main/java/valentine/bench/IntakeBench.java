package valentine.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import valentine.Application;
import valentine.audit.Actor;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.simulation.Simulation;

/// How many messages of programs are taken: durable, each once, and each with whom it speaks of.
///
/// The server runs as `./valentine serve` starts it over a firm of simulated customers with all their orders; programs
/// send from a process of their own; bare inserts go into the same tables of the same database, in turn.
@Command(name = "IntakeBench", mixinStandardHelpOptions = true)
final class IntakeBench implements Callable<Integer> {
    private static final int CUSTOMERS = 20_000;
    private static final int MONTHS = 24;
    private static final int BATCH = 100;
    private static final int SENDERS = 8;
    private static final int SINGLES = 32;
    private static final int MODERATE = 2_000;
    private static final int ORDERS = 100;
    private static final int HOT_UPDATES = 100;
    private static final int MINUTES_TO_SCORE = 10;
    private static final int PATIENCE_SECONDS = 30;

    // Interactions of the customers there are, one after the other in time, each with its message.
    private static final String FILL = """
            WITH fresh AS (
                SELECT number, gen_random_uuid()::text AS id,
                       (SELECT min(id) FROM customer.customer) + number * %2$d / %3$d AS customer
                FROM generate_series(%1$d::bigint, %1$d + 999999) AS number
            ), taken AS (
                INSERT INTO history.message (source, message_id, customer)
                SELECT %4$d, id, customer FROM fresh
            )
            INSERT INTO history.interaction
                (customer, at, kind, channel, direction, title, properties, source, message_id)
            SELECT customer, now() - (number %% 63072000) * interval '1 second', 'product_use', 'web', 'in',
                   'Product Viewed',
                   jsonb_build_object('product_id', 'p' || number %% 5000, 'category', 'Candles', 'price', 10.95,
                       'position', 3, 'event', 'Product Viewed', 'context',
                       jsonb_build_object('library', jsonb_build_object('name', 'analytics-node'))),
                   %4$d, id
            FROM fresh
            """;
    private static final String FILLED = """
            INSERT INTO history.source (name) VALUES ('filled')
            ON CONFLICT (name) DO UPDATE SET name = excluded.name
            RETURNING id
            """;
    private static final String INTERACTIONS =
            "SELECT reltuples::bigint FROM pg_class WHERE oid = 'history.interaction'::regclass";
    private static final String SCORED = "SELECT coalesce(sum(customers), 0)::bigint FROM health.total";
    private static final String STORED =
            "SELECT count(*) FROM history.message WHERE source = (SELECT history FROM event.source WHERE name = ?)";
    private static final String STANDS = """
            SELECT (extract(epoch FROM s.scored_at) * 1000000)::bigint
            FROM customer.handle h JOIN health.standing s ON s.customer = h.customer
            WHERE h.kind = 'external' AND h.value = ?
            """;
    private static final String HOT = """
            SELECT count(*) FROM customer.handle h JOIN customer.customer c ON c.id = h.customer
            CROSS JOIN LATERAL jsonb_each_text(c.traits) AS trait
            WHERE h.kind = 'external' AND h.value = ? AND trait.key LIKE 'hot%' AND trait.value = ?
            """;

    private enum Part {
        /// Batches of a hundred, against bare inserts.
        BATCHES,
        /// One message a request.
        SINGLES,
        /// From an order to the score and the list.
        SCORES,
        /// Many at once about one customer.
        HOT
    }

    @Option(names = "--data", description = "A data folder that is kept; made and filled where it is not there yet.")
    Path data = Path.of("");

    @Option(names = "--stored", description = "Interactions to be there before, filled in by SQL (default: none).")
    long stored;

    @Option(names = "--parts", split = ",", description = "Some of ${COMPLETION-CANDIDATES} (default: all).")
    Set<Part> parts = Set.of(Part.values());

    @Option(names = "--rounds", description = "How often batches and singles are measured (default: 3).")
    int rounds = 3;

    @Option(names = "--seconds", description = "How long each time (default: 10).")
    int seconds = 10;

    @Option(names = "--per-second", description = "Messages offered in batches (default: as many as are taken).")
    int perSecond;

    @Option(names = "--warm-up", description = "How long before that (default: 20): the server compiles what is hot.")
    int warmUp = 20;

    private final int run = ThreadLocalRandom.current().nextInt(200);
    private int numbers = run;
    private String source = "";
    private String key = "";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IntakeBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!data.toString().isEmpty()) {
            measure(data);
            return 0;
        }
        try (Scratch scratch = Scratch.make()) {
            measure(scratch.path().resolve("data"));
        }
        return 0;
    }

    private void measure(Path folder) throws Exception {
        if (!Files.exists(folder.resolve("database"))) fill(folder);
        prepare(folder);
        try (Program server = Program.start("serve", "--port", "0", "--data", folder.toString());
                Visitor visitor = Visitor.of(server);
                Database database = Database.ownOrShared(new DataFolder(folder));
                Connection connection = database.connect()) {
            URI url = URI.create(visitor.url());
            awaitScores(connection);
            long accepted = 0;
            if (parts.contains(Part.BATCHES)) accepted += batches(url, database);
            if (parts.contains(Part.SINGLES)) accepted += singles(url);
            if (parts.contains(Part.SCORES)) accepted += scores(url, connection);
            if (parts.contains(Part.HOT)) accepted += hot(url, connection);
            long there = ask(connection, STORED, source);
            System.out.printf(
                    Locale.ROOT,
                    "%,d messages were answered as accepted, %,d are stored: %s%n",
                    accepted,
                    there,
                    there == accepted ? "none lost, none doubled" : "!!!");
            System.out.printf(Locale.ROOT, "The server held %,d MiB at most (VmHWM)%n", server.peakMegabytes());
        }
    }

    private void fill(Path folder) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.make()) {
            new Simulation(CUSTOMERS, MONTHS, 14, LocalDate.now(ZoneOffset.UTC).minusDays(1)).write(scratch.path());
            for (String kind : List.of("customers", "orders")) {
                String file = scratch.path().resolve(kind + ".csv").toString();
                Program.run("import", file, "--kind", kind, "--data", folder.toString());
            }
        }
    }

    /// A source of our own, and as many interactions as there shall be.
    private void prepare(Path folder) throws SQLException {
        Database database = Database.own(new DataFolder(folder));
        try (var context = Application.quiet(database);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            source = "bench " + Instant.now();
            key = context.getBean(Sources.class)
                    .make(source, Source.Kind.SERVER, List.of(), Actor.CONSOLE)
                    .orElseThrow()
                    .key();
            statement.execute("ANALYZE history.interaction");
            long there = ask(connection, INTERACTIONS);
            long filled = ask(connection, FILLED);
            long missing = stored - there;
            for (long number = 0; number < missing; number += 1_000_000) {
                statement.execute(FILL.formatted(number, CUSTOMERS, missing, filled));
            }
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
            System.out.printf(
                    Locale.ROOT,
                    "%,d customers, about %,d interactions before%n",
                    CUSTOMERS,
                    ask(connection, INTERACTIONS));
        }
    }

    private static void awaitScores(Connection connection) throws SQLException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int second = 0; ask(connection, SCORED) == 0; second++) {
            if (second > 60 * MINUTES_TO_SCORE || never.await(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody was scored within " + MINUTES_TO_SCORE + " minutes");
            }
        }
    }

    private static long ask(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    private Load.Plan plan(URI url, int connections, int size, int perSecond, int warmUp, int lasting, int people) {
        return new Load.Plan(
                url.getHost(),
                url.getPort(),
                key,
                connections,
                size,
                warmUp,
                lasting,
                perSecond,
                people,
                numbers++ % 256);
    }

    private long batches(URI url, Database database) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> taken = new ArrayList<>();
        List<Double> slow = new ArrayList<>();
        long accepted = 0;
        for (int round = 0; round < rounds; round++) {
            double rows = new BareInserts(database, CUSTOMERS, numbers++ % 256).perSecond(SENDERS, 3, seconds);
            Load.Result result =
                    Load.run(plan(url, SENDERS, BATCH, perSecond, round == 0 ? warmUp : 3, seconds, CUSTOMERS));
            System.out.printf(
                    Locale.ROOT,
                    "bare %,9.0f messages/s of two rows   batches %,9.0f messages/s   ratio %.2f of messages, %.2f of rows"
                            + "   p50 %.1f  p99 %.1f  slowest %.1f ms   %,d again, %,d refused   load %s%n",
                    rows,
                    result.perSecond(),
                    result.perSecond() / rows,
                    result.perSecond() / rows / 2,
                    result.p50(),
                    result.p99(),
                    result.slowest(),
                    result.duplicates(),
                    result.refused(),
                    machine());
            bare.add(rows);
            taken.add(result.perSecond());
            slow.add(result.p99());
            accepted += result.allAccepted();
        }
        System.out.printf(
                Locale.ROOT,
                "Batches of %d, %d connections, medians of %d: %,.0f messages/s, bare %,.0f, ratio %.2f, p99 %.1f ms%n",
                BATCH,
                SENDERS,
                rounds,
                median(taken),
                median(bare),
                median(taken) / median(bare),
                median(slow));
        return accepted;
    }

    private long singles(URI url) throws IOException {
        List<Double> taken = new ArrayList<>();
        List<Double> slow = new ArrayList<>();
        long accepted = 0;
        for (int round = 0; round < rounds; round++) {
            Load.Result result = Load.run(plan(url, SINGLES, 1, 0, round == 0 ? warmUp : 3, seconds, CUSTOMERS));
            System.out.printf(
                    Locale.ROOT,
                    "single %,9.0f messages/s   p50 %.1f  p99 %.1f  slowest %.1f ms   %,d refused   load %s%n",
                    result.perSecond(),
                    result.p50(),
                    result.p99(),
                    result.slowest(),
                    result.refused(),
                    machine());
            taken.add(result.perSecond());
            slow.add(result.p99());
            accepted += result.allAccepted();
        }
        System.out.printf(
                Locale.ROOT,
                "Single, %d connections, medians of %d: %,.0f messages/s, p99 %.1f ms%n",
                SINGLES,
                rounds,
                median(taken),
                median(slow));
        return accepted;
    }

    /// Orders, one after the other while others send, until the standing that all lists show counts them.
    private long scores(URI url, Connection connection) throws Exception {
        Load.Running background = Load.start(plan(url, 2, BATCH, MODERATE, 1, 3 * ORDERS / 10, CUSTOMERS / 2));
        Times times = new Times();
        long accepted = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int order = 0; order < ORDERS && background.process().isAlive(); order++) {
                String customer = "c" + (CUSTOMERS / 2 + 1 + order);
                long before = Math.max(0, ask(connection, STANDS, customer));
                String message = """
                        {"messageId": "order-%d", "userId": "%s", "event": "Order Completed",
                         "properties": {"order_id": "order-%d-%d", "total": 25.5, "currency": "EUR"}}
                        """.formatted(order, customer, run, order);
                times.measure(() -> {
                    post(client, url, "track", message);
                    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                    while (ask(connection, STANDS, customer) <= before) {
                        if (System.nanoTime() > patience) {
                            throw new IllegalStateException("The order of " + customer + " was not scored");
                        }
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                });
                accepted++;
            }
        }
        Load.Result beside = background.result();
        System.out.printf(
                Locale.ROOT,
                "From an order to the score and the list, %,.0f messages/s beside: p50 %.0f ms, p99 %.0f ms,"
                        + " slowest %.0f ms of %d   load %s%n",
                beside.perSecond(),
                1000 * times.median(),
                1000 * times.percentile(99),
                1000 * times.percentile(100),
                accepted,
                machine());
        return accepted + beside.allAccepted();
    }

    /// Each of many senders says something new of the same customer, again and again; the last word of each must stand.
    private long hot(URI url, Connection connection) throws Exception {
        String customer = "hot-" + run;
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(SINGLES)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < SINGLES; sender++) {
                int own = sender;
                senders.add(threads.submit(() -> {
                    for (int update = 1; update <= HOT_UPDATES; update++) {
                        post(client, url, "identify", """
                                {"messageId": "%s-%d-%d", "userId": "%s", "timestamp": "%s", "traits": {"hot%d": %d}}
                                """.formatted(
                                        customer, own, update, customer, Instant.now(), own, update));
                    }
                    return null;
                }));
            }
            for (Future<?> sender : senders) sender.get();
        }
        long last = ask(connection, HOT, customer, Integer.toString(HOT_UPDATES));
        System.out.printf(
                Locale.ROOT,
                "One customer, %d senders at once, %,d updates in %.1f s: of %d last words %d stand, %d lost%n",
                SINGLES,
                SINGLES * HOT_UPDATES,
                (System.nanoTime() - begun) / 1e9,
                SINGLES,
                last,
                SINGLES - last);
        return (long) SINGLES * HOT_UPDATES;
    }

    private void post(HttpClient client, URI url, String call, String message)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(url.resolve("/v1/" + call))
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(message))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":1")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /// What else the machine does.
    private static String machine() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
