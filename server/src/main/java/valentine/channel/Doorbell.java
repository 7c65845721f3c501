package valentine.channel;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Says that something waits to go out.
@Component
class Doorbell {
    private final BlockingQueue<Boolean> calls = new LinkedBlockingQueue<>(1);

    /// One call waiting is enough: who looks, sees all. False when one waits already.
    boolean ring() {
        return calls.offer(true);
    }

    /// Before that nobody else sees what waits.
    void ringAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            ring();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ring();
            }
        });
    }

    /// Returns when somebody rang, or after so long; whether somebody did.
    boolean await(Duration longest) throws InterruptedException {
        return calls.poll(longest.toNanos(), TimeUnit.NANOSECONDS) != null;
    }
}
