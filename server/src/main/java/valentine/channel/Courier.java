package valentine.channel;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import valentine.db.Outage;

/// Goes a round whenever the bell rings, and every second for what became due.
@Component
@ConditionalOnWebApplication
class Courier implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Courier.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Dispatch dispatch;
    private final Doorbell bell;
    private final Thread thread = Thread.ofVirtual().name("courier").unstarted(this::work);
    private volatile boolean running;

    Courier(Dispatch dispatch, Doorbell bell) {
        this.dispatch = dispatch;
        this.bell = bell;
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    /// Lets what is in hand get there.
    @Override
    public void stop() {
        running = false;
        bell.ring();
        try {
            if (!thread.join(PATIENCE)) thread.interrupt();
            dispatch.finish(PATIENCE);
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
                dispatch.round();
            } catch (RuntimeException e) {
                if (!running) return;
                if (Outage.of(e).isPresent()) LOGGER.warn("Messages wait for the database");
                else LOGGER.error("A round with messages failed", e);
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
