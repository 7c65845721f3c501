package valentine.email;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.Outage;

/// Has every mailbox watched by one server: begins with those that are set up, ends with those that are gone.
@Component
@ConditionalOnWebApplication
class Watches implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Watches.class);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Connections connections;
    private final Taking taking;
    private final Marks marks;
    private final SocketFactory sockets;
    private final Clock clock;
    private final Map<ConnectionId, Watch> watches = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("mailboxes").unstarted(this::work);
    private volatile boolean running;

    Watches(Connections connections, Taking taking, Marks marks, SocketFactory mailSockets, Clock clock) {
        this.connections = connections;
        this.taking = taking;
        this.marks = marks;
        this.sockets = mailSockets;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Lets what is in hand be kept.
    @Override
    public void stop() {
        running = false;
        ended.countDown();
        try {
            thread.join(PATIENCE);
            List<Watch> all = List.copyOf(watches.values());
            all.forEach(Watch::stop);
            for (Watch watch : all) {
                watch.join(PATIENCE);
                marks.release(watch.connection().id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Leases end by themselves in a minute.
            LOGGER.warn("Mailboxes were not handed back: {}", e.getMessage());
        }
    }

    private void work() {
        while (running) {
            try {
                round();
            } catch (RuntimeException e) {
                if (Outage.of(e).isPresent()) LOGGER.warn("Mailboxes wait for the database");
                else LOGGER.error("A look after the mailboxes failed", e);
            }
            try {
                if (ended.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void round() {
        Map<ConnectionId, Connection> wanted = new HashMap<>();
        connections.of(Medium.EMAIL).forEach(connection -> wanted.put(connection.id(), connection));
        watches.values()
                .removeIf(watch -> isOver(watch, wanted.get(watch.connection().id())));
        for (Connection connection : wanted.values()) {
            if (!marks.lease(connection.id(), LEASE)) {
                Watch lost = watches.remove(connection.id());
                if (lost != null) lost.stop();
            } else if (!watches.containsKey(connection.id())) {
                begin(connection);
            }
        }
        watches.values().forEach(Watch::look);
    }

    /// One that cannot be watched says so and holds up no other.
    private void begin(Connection connection) {
        Watch watch;
        try {
            watch = new Watch(connection, connections, taking, sockets, clock);
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException _) {
            connections.trouble(connection.id(), "What was set up here cannot be read. Open it and save it again.");
            return;
        }
        watches.put(connection.id(), watch);
        watch.start();
    }

    /// Ended, or set up otherwise than when it began: then another one begins.
    private static boolean isOver(Watch watch, @Nullable Connection now) {
        boolean same = now != null
                && now.settings().equals(watch.connection().settings())
                && now.address().equals(watch.connection().address());
        if (same && watch.isAlive()) return false;
        watch.stop();
        return true;
    }
}
