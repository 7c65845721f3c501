package valentine.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which messages belong together: those that name each other, directly or by others between them, in whatever order
/// they come.
@Repository
class Threads {
    // Whoever finds threads in the same place waits for the other: two that name the same message must meet.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7136, :place)";
    private static final String LOCK_TALK = "SELECT pg_advisory_xact_lock(7137, hashtext(:key))";
    // Primary key.
    private static final String FOUND_EACH = """
            SELECT hash, thread FROM channel.thread_key WHERE hash = ANY (CAST(:hashes AS bytea[]))
            """;
    private static final String BEGIN_SOME = """
            INSERT INTO channel.thread (began_at) SELECT :now FROM generate_series(1, :count) RETURNING id
            """;
    private static final String NAME_EACH = """
            INSERT INTO channel.thread_key (hash, thread)
            SELECT hash, thread FROM unnest(CAST(:hashes AS bytea[]), CAST(:threads AS bigint[])) AS n (hash, thread)
            ON CONFLICT DO NOTHING
            """;
    private static final String BEGIN = "INSERT INTO channel.thread (began_at) VALUES (:now) RETURNING id";
    private static final String NAME = """
            INSERT INTO channel.thread_key (hash, thread)
            SELECT hash, :thread FROM unnest(CAST(:hashes AS bytea[])) AS hash
            ON CONFLICT DO NOTHING
            """;
    private static final String HOLD = "SELECT id, joined_to FROM channel.thread WHERE id = :id FOR SHARE";
    // Indexes thread_key_thread, arrival_thread, departure_thread, thread_joined.
    private static final List<String> JOIN = List.of(
            "UPDATE channel.thread SET joined_to = :into WHERE id = :from OR joined_to = :from",
            "UPDATE channel.thread_key SET thread = :into WHERE thread = :from",
            "UPDATE channel.arrival SET thread = :into WHERE thread = :from",
            "UPDATE channel.departure SET thread = :into WHERE thread = :from");
    // Indexes arrival_thread and departure_thread; how far back a reply names what was said.
    private static final String NAMES = """
            SELECT external_id FROM (
                (SELECT a.external_id, a.at FROM channel.arrival a
                 WHERE a.thread = :thread AND a.connection IN (
                    SELECT id FROM channel.connection WHERE medium = :medium)
                 ORDER BY a.at DESC, a.id DESC LIMIT 20)
                UNION ALL
                (SELECT d.external_id, d.changed_at FROM channel.departure d
                 WHERE d.thread = :thread AND d.state IN ('handed_over', 'delivered', 'read') AND d.connection IN (
                    SELECT id FROM channel.connection WHERE medium = :medium)
                 ORDER BY d.id DESC LIMIT 20)
                ORDER BY 2 DESC LIMIT 20) named
            ORDER BY at
            """;

    private final JdbcClient jdbc;
    private final List<Reader> readers;
    private final Clock clock;

    Threads(JdbcClient jdbc, List<Reader> readers, Clock clock) {
        this.jdbc = jdbc;
        this.readers = List.copyOf(readers);
        this.clock = clock;
    }

    /// Lets one in after the other where they could name the same messages, until the end of the transaction.
    void lock(Connection connection, List<Arriving> messages) {
        // What is said in a chat names nothing outside its talk.
        String talk = connection.medium() == Medium.CHAT && messages.size() == 1
                ? messages.getFirst().threadKey()
                : null;
        if (talk != null) {
            jdbc.sql(LOCK_TALK)
                    .param("key", connection.id().value() + " " + talk)
                    .query(_ -> {});
            return;
        }
        jdbc.sql(LOCK)
                .param(
                        "place",
                        connection.medium() == Medium.EMAIL
                                ? 0
                                : connection.id().value())
                .query(_ -> {});
    }

    /// The threads of many messages, each with its names, as if they came one after the other.
    List<ThreadId> ofAll(List<List<byte[]>> messages) {
        Matters matters = new Matters(messages);
        List<byte[]> names = matters.names();
        Map<Long, Integer> known = new TreeMap<>();
        jdbc.sql(FOUND_EACH).param("hashes", names.toArray(byte[][]::new)).query(row -> {
            int message = matters.of(row.getBytes("hash"));
            Integer other = known.putIfAbsent(row.getLong("thread"), message);
            if (other != null) matters.join(other, message);
        });
        Map<Integer, Long> threads = new TreeMap<>();
        known.forEach((thread, message) -> {
            Long oldest = threads.putIfAbsent(matters.of(message), thread);
            if (oldest != null) join(new ThreadId(thread), new ThreadId(oldest));
        });
        List<Integer> without = IntStream.range(0, messages.size())
                .map(matters::of)
                .distinct()
                .filter(matter -> !threads.containsKey(matter))
                .boxed()
                .toList();
        List<Long> fresh = begin(without.size());
        for (int i = 0; i < fresh.size(); i++) threads.put(without.get(i), fresh.get(i));
        jdbc.sql(NAME_EACH)
                .param("hashes", names.toArray(byte[][]::new))
                .param(
                        "threads",
                        names.stream()
                                .map(name -> threads.get(matters.of(name)))
                                .toArray(Long[]::new))
                .update();
        return IntStream.range(0, messages.size())
                .mapToObj(message -> new ThreadId(Objects.requireNonNull(threads.get(matters.of(message)))))
                .toList();
    }

    private List<Long> begin(int count) {
        if (count == 0) return List.of();
        return jdbc.sql(BEGIN_SOME)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("count", count)
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    ThreadId begin() {
        return new ThreadId(jdbc.sql(BEGIN)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong("id"))
                .single());
    }

    void name(ThreadId thread, Collection<byte[]> names) {
        jdbc.sql(NAME)
                .param("thread", thread.value())
                .param("hashes", names.toArray(byte[][]::new))
                .update();
    }

    /// The thread itself, or the one it was joined to; it stays so until the end of the transaction.
    Optional<ThreadId> hold(ThreadId thread) {
        record Row(long id, @Nullable Long into) {}
        Optional<Row> row = jdbc.sql(HOLD)
                .param("id", thread.value())
                .query((one, _) -> new Row(one.getLong("id"), one.getObject("joined_to", Long.class)))
                .optional();
        if (row.isEmpty()) return Optional.empty();
        Long into = row.get().into();
        return into == null ? Optional.of(thread) : hold(new ThreadId(into));
    }

    /// What its messages are called at the other side, the oldest first.
    List<String> names(ThreadId thread, Medium medium) {
        return jdbc.sql(NAMES)
                .param("thread", thread.value())
                .param("medium", medium.key())
                .query((row, _) -> row.getString("external_id"))
                .list();
    }

    /// A message is known in all mailboxes by the same name, elsewhere only within its connection.
    static byte[] message(Connection connection, String externalId) {
        String place = connection.medium() == Medium.EMAIL
                ? "email"
                : "connection " + connection.id().value();
        return hash(place + "\n" + externalId);
    }

    static byte[] key(Connection connection, String threadKey) {
        return hash("thread of " + connection.id().value() + "\n" + threadKey);
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void join(ThreadId from, ThreadId into) {
        for (String sql : JOIN) {
            jdbc.sql(sql)
                    .param("from", from.value(), Types.BIGINT)
                    .param("into", into.value(), Types.BIGINT)
                    .update();
        }
        readers.forEach(reader -> reader.joined(from, into));
    }
}
