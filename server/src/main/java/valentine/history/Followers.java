package valentine.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.db.Database;
import valentine.db.Outage;

/// Wakes every [Follower] when something new stands in the history, and every second in case nobody said so.
@Component
@ConditionalOnWebApplication
class Followers implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Followers.class);
    private static final Duration REST = Duration.ofSeconds(1);
    /// What comes close together is looked at together: a busy intake calls a hundred times a second.
    private static final Duration BREATH = Duration.ofMillis(250);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final List<Follower> followers;
    private final Database database;
    private volatile List<Wakeable> awake = List.of();
    private volatile boolean running;

    Followers(List<Follower> followers, Database database) {
        this.followers = List.copyOf(followers);
        this.database = database;
    }

    @Override
    public void start() {
        running = true;
        awake = followers.stream().map(Wakeable::new).toList();
        awake.forEach(Wakeable::start);
        if (!awake.isEmpty()) Thread.ofVirtual().name("history-listener").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        awake.forEach(Wakeable::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Without the listener everybody still looks every second, so that a lost connection costs no more than that.
    private void listen() {
        Duration pause = REST;
        while (running) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN history");
                PGConnection server = connection.unwrap(PGConnection.class);
                pause = REST;
                while (running) {
                    if (server.getNotifications((int) REST.toMillis()).length > 0) awake.forEach(Wakeable::wake);
                }
            } catch (SQLException e) {
                if (!running) return;
                LOGGER.warn("The history is not listened to: {}. Again in {}.", e.getMessage(), pause);
                if (!rested(pause)) return;
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
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

    /// One follower on a thread of his own.
    private final class Wakeable {
        private final Follower follower;
        private final BlockingQueue<Boolean> calls = new LinkedBlockingQueue<>(1);
        private final Thread thread;

        private Wakeable(Follower follower) {
            this.follower = follower;
            this.thread = Thread.ofVirtual()
                    .name("follower-" + follower.getClass().getSimpleName())
                    .unstarted(this::follow);
        }

        void start() {
            thread.start();
        }

        void wake() {
            // One call waiting is enough: who looks, sees all.
            boolean waiting = !calls.offer(true);
            LOGGER.trace("Woken, already: {}", waiting);
        }

        /// Lets him end what he is at.
        void stop() {
            wake();
            try {
                if (!thread.join(PATIENCE)) thread.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow() {
            Duration pause = REST;
            while (running) {
                try {
                    boolean more = follower.follow();
                    pause = REST;
                    if (!more) rest();
                } catch (RuntimeException e) {
                    if (!running) return;
                    stumbled(e, pause);
                    if (!rested(pause)) return;
                    pause = longer(pause);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void stumbled(RuntimeException e, Duration pause) {
            String name = follower.getClass().getSimpleName();
            if (Outage.of(e).isPresent()) LOGGER.warn("{} waits for the database; again in {}", name, pause);
            else LOGGER.error("{} stumbled; again in {}", name, pause, e);
        }

        private void rest() throws InterruptedException {
            Boolean called = calls.poll(REST.toMillis(), TimeUnit.MILLISECONDS);
            if (called != null && running) TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
        }
    }
}
