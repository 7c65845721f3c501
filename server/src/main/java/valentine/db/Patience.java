package valentine.db;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a thread has for the database while somebody waits for its answer; work in the background has all the time.
public final class Patience implements AutoCloseable {
    /// Below the five seconds that nobody has to wait longer than.
    private static final Duration ALL = Duration.ofSeconds(4);
    static final Duration FOR_CONNECTIONS = Duration.ofSeconds(2);
    private static final Duration FOR_A_STATEMENT = Duration.ofMillis(2_500);

    private static final ThreadLocal<Patience> SHORT = new ThreadLocal<>();

    private long waited;

    private Patience() {}

    /// From now on this thread waits for nothing of the database longer than a moment, until this is closed.
    public static Patience begin() {
        Patience patience = new Patience();
        SHORT.set(patience);
        return patience;
    }

    static @Nullable Patience ofThisThread() {
        return SHORT.get();
    }

    /// Notes how long it took to get a connection.
    void spend(long nanos) {
        waited += nanos;
    }

    /// Whether so much went by waiting for connections that there is no sense in asking for one more.
    boolean isSpent() {
        return waited > FOR_CONNECTIONS.toNanos();
    }

    int statementMillis() {
        long left = ALL.toNanos() - waited;
        return (int) Duration.ofNanos(Math.clamp(left, 1_000_000, FOR_A_STATEMENT.toNanos()))
                .toMillis();
    }

    @Override
    public void close() {
        SHORT.remove();
    }
}
