package valentine.chat;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;

/// Lets few widgets at once use the database: hundreds may open, speak or hear of something at the same moment, and
/// would take every connection from each other and from our own pages. They wait here, where waiting costs nothing.
///
/// The bean is for those who listen; who speaks has one of his own.
@Component
class Turnstile {
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore free = new Semaphore(AT_ONCE, true);

    /// Waits without a connection until it is one's turn; who waited in vain is answered as if the database were away.
    <T> T pass(Supplier<T> question) {
        try {
            if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS))
                throw closed("Too many widgets ask at once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closed("Nobody waits any more");
        }
        try {
            return question.get();
        } finally {
            free.release();
        }
    }

    private static CannotGetJdbcConnectionException closed(String why) {
        return new CannotGetJdbcConnectionException(why, new SQLTransientConnectionException(why));
    }
}
