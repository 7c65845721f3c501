package valentine.conversation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.ThreadId;
import valentine.db.Database;
import valentine.team.MemberId;

/// Tells open pages at once what changed, and who else looks at a conversation or types in it.
///
/// What is told travels by PostgreSQL, so that pages of another server hear it too; it names conversations and members
/// by number only.
@Component("conversationLive")
@ConditionalOnWebApplication
class Live implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Live.class);
    private static final int WAIT_MILLIS = 1_000;
    private static final int BEHIND = 200;
    private static final Duration LOOKS = Duration.ofSeconds(12);
    private static final Duration TYPES = Duration.ofSeconds(6);
    private static final String NOTIFY = "SELECT pg_notify('conversation', :what)";

    private static final Pattern HEARD = Pattern.compile("(changed|looks|types|leaves) (\\d{1,18})(?: (\\d{1,18}))?");

    private final Database database;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Map<Long, Map<Long, Seen>> present = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean running;

    Live(Database database, JdbcClient jdbc, Clock clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Something that a page wants to know.
    sealed interface Told {
        record Changed(ConversationId conversation) implements Told {}

        /// Somebody came to a conversation, left it or began to type.
        record Moved(ConversationId conversation) implements Told {}

        /// The visitor of a chat came, left it or writes.
        record Visited(ThreadId thread) implements Told {}
    }

    /// Who is at a conversation.
    record Present(MemberId member, boolean types) {}

    private record Seen(Instant looks, Instant types) {}

    /// Somebody whose page is open; who reads too slowly misses some, and nobody waits for him.
    final class Watcher implements AutoCloseable {
        private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(BEHIND);

        BlockingQueue<Told> told() {
            return told;
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    Watcher watch() {
        Watcher watcher = new Watcher();
        watchers.add(watcher);
        return watcher;
    }

    void looks(ConversationId conversation, MemberId member) {
        say("looks " + conversation.value() + " " + member.value());
    }

    void types(ConversationId conversation, MemberId member) {
        say("types " + conversation.value() + " " + member.value());
    }

    /// Heard in this server; every other one hears it from the chat.
    void visited(ThreadId thread) {
        tell(new Told.Visited(thread));
    }

    void leaves(ConversationId conversation, MemberId member) {
        say("leaves " + conversation.value() + " " + member.value());
    }

    /// Everybody else who is at a conversation.
    List<Present> present(ConversationId conversation, MemberId me) {
        Instant now = clock.instant();
        List<Present> others = new ArrayList<>();
        present.getOrDefault(conversation.value(), Map.of()).forEach((member, seen) -> {
            if (member != me.value() && seen.looks().plus(LOOKS).isAfter(now)) {
                others.add(new Present(
                        new MemberId(member), seen.types().plus(TYPES).isAfter(now)));
            }
        });
        return others;
    }

    @Override
    public void start() {
        running = true;
        stopped = new CountDownLatch(1);
        Thread.ofVirtual().name("conversation-listener").start(this::listen);
    }

    /// Before the web server waits for its last requests: a watch would never end by itself.
    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void say(String what) {
        jdbc.sql(NOTIFY).param("what", what).query((_, _) -> true).single();
    }

    private void listen() {
        while (running) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN conversation");
                PGConnection server = connection.unwrap(PGConnection.class);
                while (running) {
                    for (PGNotification heard : server.getNotifications(WAIT_MILLIS)) hear(heard.getParameter());
                }
            } catch (SQLException e) {
                if (!running) return;
                LOGGER.warn("Open pages hear nothing for now: {}", e.getMessage());
                if (!rested()) return;
            }
        }
    }

    private void hear(String what) {
        Matcher heard = HEARD.matcher(what);
        if (!heard.matches()) return;
        ConversationId conversation = new ConversationId(Long.parseLong(heard.group(2)));
        if (heard.group(3) == null) {
            tell(new Told.Changed(conversation));
            return;
        }
        long member = Long.parseLong(heard.group(3));
        Instant now = clock.instant();
        forgetLeft(now);
        Map<Long, Seen> here = present.computeIfAbsent(conversation.value(), _ -> new ConcurrentHashMap<>());
        switch (heard.group(1)) {
            case "leaves" -> here.remove(member);
            case "types" -> here.put(member, new Seen(now, now));
            default -> here.merge(member, new Seen(now, Instant.EPOCH), (was, is) -> new Seen(is.looks(), was.types()));
        }
        tell(new Told.Moved(conversation));
    }

    private void forgetLeft(Instant now) {
        present.values()
                .forEach(here ->
                        here.values().removeIf(seen -> seen.looks().plus(LOOKS).isBefore(now)));
        present.values().removeIf(Map::isEmpty);
    }

    private void tell(Told told) {
        for (Watcher watcher : watchers) {
            if (!watcher.told.offer(told)) LOGGER.trace("A page is behind");
        }
    }

    private boolean rested() {
        try {
            return !stopped.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
