package valentine.mail;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.db.Outage;

/// Goes a round whenever the bell rings, and every few seconds for what became due.
@Component
@ConditionalOnWebApplication
class Postman implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Postman.class);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Delivery delivery;
    private final Bell bell;
    private final Thread thread = Thread.ofVirtual().name("postman").unstarted(this::work);
    private volatile boolean running;

    Postman(Delivery delivery, Bell bell) {
        this.delivery = delivery;
        this.bell = bell;
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    /// Lets the letter in hand get there.
    @Override
    public void stop() {
        running = false;
        bell.ring();
        try {
            if (!thread.join(PATIENCE)) thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                delivery.round();
            } catch (RuntimeException e) {
                if (!running) return;
                if (Outage.of(e).isPresent()) LOGGER.warn("Letters wait for the database");
                else LOGGER.error("A round with letters failed", e);
            }
            try {
                bell.await(REST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
