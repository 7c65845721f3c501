package valentine.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.channel.ThreadId;
import valentine.db.Database;

/// The widgets that are open in this process: one listener hears what any server tells, and passes it to whom it
/// concerns.
@Component
@ConditionalOnWebApplication
class Streams implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Streams.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int BEHIND = 50;
    /// Of one visitor: windows of the same site.
    private static final int MOST_OF_ONE = 8;
    private static final int MOST = 5_000;

    private final Database database;
    private final Attendance attendance;
    private final Murmurs murmurs;
    private final List<Watcher> watchers;
    private final Map<UUID, Set<Stream>> open = new ConcurrentHashMap<>();
    private volatile boolean running;

    Streams(Database database, Attendance attendance, Murmurs murmurs, List<Watcher> watchers) {
        this.database = database;
        this.attendance = attendance;
        this.murmurs = murmurs;
        this.watchers = List.copyOf(watchers);
    }

    /// One open widget; who reads too slowly loses no line, for lines are read after the last one he got.
    final class Stream implements AutoCloseable {
        private final Visitor visitor;
        private final BlockingQueue<Sign> signs = new ArrayBlockingQueue<>(BEHIND);

        private Stream(Visitor visitor) {
            this.visitor = visitor;
        }

        /// What came, if anything did in this time.
        @Nullable
        Sign next(Duration patience) throws InterruptedException {
            return signs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void tell(Sign sign) {
            if (signs.offer(sign)) return;
            signs.clear();
            tell(new Sign.Lines(visitor.id()));
        }

        @Override
        public void close() {
            Set<Stream> left = open.computeIfPresent(visitor.id(), (_, streams) -> {
                streams.remove(this);
                return streams.isEmpty() ? null : streams;
            });
            if (left == null && running) attendance.moved(visitor);
        }
    }

    /// Nothing where there are too many.
    @Nullable
    Stream open(Visitor visitor) {
        if (open.size() >= MOST) return null;
        Stream stream = new Stream(visitor);
        Set<Stream> all = open.compute(visitor.id(), (_, streams) -> {
            Set<Stream> now = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            if (now.size() < MOST_OF_ONE) now.add(stream);
            return now;
        });
        if (!all.contains(stream)) return null;
        if (all.size() == 1) attendance.moved(visitor);
        return stream;
    }

    int count() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("chat-listener").start(this::listen);
        Thread.ofVirtual().name("chat-attendance").start(() -> attendance.follow(this::here, this::isRunning));
    }

    /// Before the web server waits for its last requests: a widget would listen for ever.
    @Override
    public void stop() {
        running = false;
        open.keySet().forEach(this::wake);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void listen() {
        Duration pause = REST;
        while (running) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + Bell.CHANNEL);
                // What was told while nobody listened.
                open.keySet().forEach(this::wake);
                PGConnection server = connection.unwrap(PGConnection.class);
                pause = REST;
                while (running) {
                    for (PGNotification told : server.getNotifications((int) REST.toMillis())) {
                        Sign sign = Sign.of(told.getParameter());
                        if (sign != null) hear(sign);
                    }
                }
            } catch (SQLException e) {
                if (!running) return;
                LOGGER.warn("The chat is not listened to: {}. Again in {}.", e.getMessage(), pause);
                if (!rested(pause)) return;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void hear(Sign sign) {
        switch (sign) {
            case Sign.Lines(var visitor) -> tell(visitor, sign);
            case Sign.Writing(var visitor, var _) -> tell(visitor, sign);
            case Sign.Seen(var visitor, var _) -> tell(visitor, sign);
            case Sign.Moved(var thread) -> watched(new ThreadId(thread));
            case Sign.Typing(var thread) -> {
                murmurs.heard(new ThreadId(thread));
                watched(new ThreadId(thread));
            }
        }
    }

    private void watched(ThreadId thread) {
        for (Watcher watcher : watchers) {
            try {
                watcher.changed(thread);
            } catch (RuntimeException e) {
                LOGGER.error("{} stumbled", watcher.getClass().getSimpleName(), e);
            }
        }
    }

    private void tell(UUID visitor, Sign sign) {
        open.getOrDefault(visitor, Set.of()).forEach(stream -> stream.tell(sign));
    }

    private void wake(UUID visitor) {
        tell(visitor, new Sign.Lines(visitor));
    }

    private Set<UUID> here() {
        return Set.copyOf(open.keySet());
    }

    private static boolean rested(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
