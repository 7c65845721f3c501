package valentine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.db.Migrations;

/// The inbox of a large firm: how fast its lists, a conversation and the search through everything answer.
///
/// One conversation in a hundred is open, each has five messages of some thirty words; words come as often as words
/// do, so that some stand in every other message and most in very few.
@Command(name = "InboxBench", mixinStandardHelpOptions = true)
final class InboxBench implements Callable<Integer> {
    private static final int CALLS = 200;
    private static final int WARM_UP = 50;
    private static final double PAGE_TARGET = 0.050;
    private static final double SEARCH_TARGET = 0.100;

    private static final List<String> FILL = List.of(
            "INSERT INTO customer.customer (name) SELECT 'Customer ' || n FROM generate_series(1, %1$d / 4 + 1) n",
            """
            INSERT INTO channel.connection (medium, name, address, made_at)
            VALUES ('email', 'Support', 'support@shop.example', now())
            """, """
            INSERT INTO channel.thread (began_at) SELECT now() - n * interval '1 minute' FROM generate_series(1, %1$d) n
            """, """
            INSERT INTO conversation.conversation (customer, subject, status, priority, labels, assignee, medium,
                last_at, last_words, last_kind, created_at, asked_at, first_reply_at, waiting_since, resolved_at)
            SELECT p.profile, 'About order ' || n,
                CASE WHEN n %% 100 = 0 THEN 'open' WHEN n %% 100 = 1 THEN 'pending' ELSE 'resolved' END,
                CASE WHEN n %% 50 = 0 THEN 3 ELSE 1 END,
                CASE WHEN n %% 20 = 0 THEN ARRAY['complaint'] ELSE '{}' END,
                CASE WHEN n %% 3 = 0 THEN 1 END, 'email', now() - n * interval '1 minute', 'Where is my cup?', 'in',
                now() - n * interval '1 minute' - interval '1 day', now() - n * interval '1 minute' - interval '1 day',
                CASE WHEN n %% 200 > 0 THEN now() - n * interval '1 minute' - interval '20 hours' END,
                CASE WHEN n %% 200 = 0 THEN now() - n * interval '1 minute' END,
                CASE WHEN n %% 100 > 1 THEN now() - n * interval '1 minute' END
            FROM generate_series(1, %1$d) n
            JOIN (SELECT profile, row_number() OVER (ORDER BY profile) AS place FROM customer.profile) p
                ON p.place = n %% (%1$d / 4) + 1
            """, """
            INSERT INTO conversation.thread (thread, conversation)
            SELECT t.id, c.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM channel.thread) t
            JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM conversation.conversation) c USING (place)
            """, """
            INSERT INTO channel.arrival (connection, external_id, hash, thread, customer, sender_kind, sender,
                sender_name, is_sure, subject, text, quoted_from, sort, at, taken_at)
            SELECT (SELECT min(id) FROM channel.connection), t.thread || '-' || m, sha256((t.thread || '-' || m)::bytea),
                t.thread, c.customer, 'email', 'c' || c.customer || '@example.com', 'Customer', true, c.subject, words,
                length(words), 'message', c.created_at + m * interval '1 hour', now()
            FROM conversation.thread t JOIN conversation.conversation c ON c.id = t.conversation
            CROSS JOIN generate_series(1, 5) m
            CROSS JOIN LATERAL (
                SELECT string_agg('w' || floor(exp(random() * ln(100000)))::int, ' ') AS words
                FROM generate_series(1, 30 + (t.thread + m)::int %% 2)
            ) said
            """, """
            INSERT INTO conversation.message (conversation, customer, thread, at, kind, medium, arrival, words)
            SELECT t.conversation, a.customer, a.thread, a.at, 'in', 'email', a.id, to_tsvector('simple', a.text)
            FROM channel.arrival a JOIN conversation.thread t ON t.thread = a.thread
            """, """
            INSERT INTO conversation.happening (conversation, at, by, what, became)
            SELECT id, created_at, 'customer', 'opened', 'open' FROM conversation.conversation
            """);

    @Option(names = "--data", required = true, description = "The data folder, filled where it is not there yet.")
    Path data = Path.of("");

    @Option(names = "--conversations", description = "How many, five messages each (default: ${DEFAULT-VALUE}).")
    int conversations = 1_000_000;

    private final Random random = new Random(6);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new InboxBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        boolean fresh = !Files.exists(data.resolve("database"));
        try (Database database = Database.own(new DataFolder(data))) {
            Migrations.run(database);
            if (fresh) fill(database);
            System.out.println(sizes(database));
        }
        try (Program server = Program.start("serve", "--port", "0", "--data", data.toString());
                Visitor visitor = Visitor.of(server)) {
            for (Map.Entry<String, Supplier<String>> page : pages().entrySet()) {
                measure(visitor, page.getKey(), page.getValue());
            }
        }
        return 0;
    }

    private void fill(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : FILL) statement.execute(sql.formatted(conversations));
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static String sizes(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT count(*) FROM conversation.conversation),
                            (SELECT count(*) FROM conversation.message),
                            pg_size_pretty(pg_database_size(current_database()))
                        """)) {
            row.next();
            return "%,d conversations, %,d messages, %s".formatted(row.getLong(1), row.getLong(2), row.getString(3));
        }
    }

    private Map<String, Supplier<String>> pages() {
        Map<String, Supplier<String>> pages = new LinkedHashMap<>();
        for (String view : List.of("open", "mine", "unassigned", "waiting", "resolved")) {
            pages.put("Inbox, " + view, () -> "/inbox?show=" + view);
        }
        pages.put(
                "Inbox, resolved, further on",
                () -> "/inbox?show=resolved&from="
                        + (System.currentTimeMillis() / 1_000 - random.nextInt(conversations) * 60L) + ".0-1");
        pages.put("Inbox, complaints", () -> "/inbox?show=resolved&label=complaint");
        pages.put("Conversation", () -> "/inbox/" + (1 + random.nextInt(conversations)));
        pages.put("Search, common words", () -> "/inbox/search?q=w1+w2");
        pages.put("Search, usual words", () -> "/inbox/search?q=w" + (100 + random.nextInt(900)));
        pages.put("Search, rare words", () -> "/inbox/search?q=w" + (20_000 + random.nextInt(70_000)));
        pages.put(
                "Search, two usual words",
                () -> "/inbox/search?q=w" + (30 + random.nextInt(300)) + "+w" + (30 + random.nextInt(300)));
        pages.put("Search, nothing", () -> "/inbox/search?q=nobodysaidthis" + random.nextInt(99));
        return pages;
    }

    private static void measure(Visitor visitor, String name, Supplier<String> path) throws Exception {
        for (int call = 0; call < WARM_UP; call++) visitor.get(path.get());
        Times times = new Times();
        List<Double> took = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) took.add(times.measure(() -> visitor.get(path.get())));
        took.sort(Double::compare);
        double target = name.startsWith("Search") ? SEARCH_TARGET : PAGE_TARGET;
        double p95 = took.get(CALLS * 95 / 100);
        System.out.printf(
                Locale.ROOT,
                "%-30s median %6.1f ms, p95 %6.1f ms %s%n",
                name,
                took.get(CALLS / 2) * 1_000,
                p95 * 1_000,
                p95 <= target ? "" : "above " + target * 1_000 + " ms");
    }
}
