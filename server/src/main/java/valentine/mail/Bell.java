package valentine.mail;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Says that a letter waits.
@Component
class Bell {
    private final BlockingQueue<Boolean> calls = new LinkedBlockingQueue<>(1);

    /// One call waiting is enough: who looks, sees all. False when one waits already.
    boolean ring() {
        return calls.offer(true);
    }

    /// Returns when somebody rang, or after so long; whether somebody did.
    boolean await(Duration longest) throws InterruptedException {
        return calls.poll(longest.toNanos(), TimeUnit.NANOSECONDS) != null;
    }
}
