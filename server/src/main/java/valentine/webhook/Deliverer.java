package valentine.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import valentine.db.Outage;

/// Tells what is due, each endpoint on a thread of its own, so that a slow one holds up no other.
@Component("webhookDeliverer")
@ConditionalOnWebApplication
class Deliverer implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final Call call;
    private final Clock clock;
    private final Map<Integer, Thread> busy = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> leftAlone = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean running;

    Deliverer(Deliveries deliveries, Endpoints endpoints, Call call, Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.call = call;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("webhooks").start(this::work);
    }

    @Override
    public void stop() {
        running = false;
        end.countDown();
        Instant last = clock.instant().plus(PATIENCE);
        for (Thread lane : List.copyOf(busy.values())) {
            try {
                Duration left = Duration.between(clock.instant(), last);
                if (left.isNegative() || !lane.join(left)) lane.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        do {
            try {
                Instant now = clock.instant();
                for (int endpoint : deliveries.due()) {
                    if (now.isBefore(leftAlone.getOrDefault(endpoint, Instant.MIN))) continue;
                    Thread lane = Thread.ofVirtual().name("webhook-" + endpoint).unstarted(() -> lane(endpoint));
                    if (busy.putIfAbsent(endpoint, lane) == null) lane.start();
                }
            } catch (RuntimeException e) {
                if (running && Outage.of(e).isPresent()) LOGGER.warn("Webhooks wait for the database");
                else if (running) LOGGER.error("A round with webhooks failed", e);
            }
        } while (goesOn());
    }

    private void lane(int id) {
        try {
            while (running) {
                Optional<Endpoint> endpoint = endpoints.find(id).filter(Endpoint::isActive);
                if (endpoint.isEmpty()) return;
                Optional<Deliveries.InHand> delivery = deliveries.claim(id);
                if (delivery.isEmpty()) return;
                Instant until = call.make(endpoint.get(), delivery.get());
                if (until.isAfter(clock.instant())) {
                    leftAlone.put(id, until);
                    return;
                }
            }
        } catch (RuntimeException e) {
            if (Outage.of(e).isPresent()) LOGGER.warn("Webhooks wait for the database");
            else LOGGER.error("Webhook {} could not be called", id, e);
        } finally {
            busy.remove(id);
        }
    }

    private boolean goesOn() {
        try {
            return !end.await(REST.toMillis(), TimeUnit.MILLISECONDS) && running;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
