package valentine.messenger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.Outage;

/// Asks the other sides that do not call us, each connection on a thread of its own.
@Component("messengerPolling")
@ConditionalOnWebApplication
class Polling implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Polling.class);
    private static final Duration LOOK_FOR_NEW = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Connections connections;
    private final Telegram telegram;
    private final Mastodon mastodon;
    private final Places places;
    private final Inbound inbound;
    private final Map<ConnectionId, Thread> lanes = new ConcurrentHashMap<>();
    private final Map<ConnectionId, Long> offsets = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean running;

    Polling(Connections connections, Telegram telegram, Mastodon mastodon, Places places, Inbound inbound) {
        this.connections = connections;
        this.telegram = telegram;
        this.mastodon = mastodon;
        this.places = places;
        this.inbound = inbound;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("messenger-polling").start(this::watch);
    }

    @Override
    public void stop() {
        running = false;
        end.countDown();
        // A question that waits for its answer is asked again: what it would have brought is still there.
        lanes.values().forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void watch() {
        do {
            try {
                for (Connection connection : asked()) {
                    lanes.computeIfAbsent(connection.id(), this::begin);
                }
            } catch (RuntimeException e) {
                if (running && Outage.of(e).isEmpty()) LOGGER.error("Channels could not be looked through", e);
            }
        } while (goesOn(LOOK_FOR_NEW));
    }

    private List<Connection> asked() {
        return connections.all().stream().filter(Polling::isAsked).toList();
    }

    private static boolean isAsked(Connection connection) {
        return connection.isActive()
                && (connection.medium() == Medium.MASTODON
                        || (connection.medium() == Medium.TELEGRAM && Telegram.isAsked(connection)));
    }

    private Thread begin(ConnectionId id) {
        return Thread.ofVirtual().name("messenger-" + id.value()).start(() -> work(id));
    }

    private void work(ConnectionId id) {
        Duration afterFailure = BETWEEN;
        try {
            while (running) {
                Connection connection =
                        connections.find(id).filter(Polling::isAsked).orElse(null);
                if (connection == null) return;
                boolean isFine = connection.medium() == Medium.MASTODON ? mastodon(connection) : telegram(connection);
                Duration pause = isFine ? between(connection) : afterFailure;
                afterFailure = isFine ? BETWEEN : longer(afterFailure);
                if (!goesOn(pause)) return;
            }
        } catch (RuntimeException e) {
            // Begun again by who watches.
            if (running && Outage.of(e).isEmpty()) LOGGER.error("Channel {} could not be asked", id.value(), e);
        } finally {
            lanes.remove(id);
        }
    }

    /// Whether the other side answered.
    private boolean mastodon(Connection connection) {
        while (running) {
            String after = places.of(connection.id());
            Optional<List<JsonNode>> mentions = mastodon.mentions(connection, after);
            if (mentions.isEmpty()) return false;
            if (!inbound.mastodon(connection, after, mentions.get(), mastodon.files(mentions.get()))) return true;
        }
        return true;
    }

    private boolean telegram(Connection connection) {
        Optional<List<JsonNode>> updates = telegram.updates(connection, offsets.getOrDefault(connection.id(), 0L));
        if (updates.isEmpty()) return false;
        inbound.telegram(telegram.read(connection, updates.get()));
        // Only now, with what it brought in the database, may Telegram forget it.
        for (JsonNode update : updates.get()) {
            offsets.merge(connection.id(), update.path("update_id").asLong(0) + 1, Math::max);
        }
        return true;
    }

    /// Telegram itself waits until there is something.
    private static Duration between(Connection connection) {
        return connection.medium() == Medium.MASTODON ? BETWEEN : Duration.ofMillis(50);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean goesOn(Duration rest) {
        try {
            return !end.await(rest.toMillis(), TimeUnit.MILLISECONDS) && running;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
