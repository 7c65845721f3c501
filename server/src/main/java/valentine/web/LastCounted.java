package valentine.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Figures that take long to count: counted behind the page when somebody looks, and shown as they were counted last.
///
/// However many look at once, they are counted once. Where counting fails, what was known before stays.
public final class LastCounted<F> {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(LastCounted.class);

    private final String name;
    private final Clock clock;
    private final Supplier<F> count;
    private volatile @Nullable Counted<F> latest;
    private @Nullable Thread counting;

    /// @param name what is counted, for the log
    public LastCounted(String name, Clock clock, Supplier<F> count) {
        this.name = name;
        this.clock = clock;
        this.count = count;
    }

    private record Counted<F>(Instant at, F figures) {}

    /// What was counted last; counts anew behind what is older than a few minutes, and waits for that a moment. Empty
    /// while much is counted for the first time.
    public Optional<F> latest() {
        Thread begun = startIfOld();
        if (begun != null) {
            try {
                begun.join(A_MOMENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return figures();
    }

    /// The same for who waits for nothing.
    public Optional<F> known() {
        startIfOld();
        return figures();
    }

    /// Lets the next who looks count anew: for tests, and whoever cannot wait five minutes.
    public void anew() {
        latest = null;
    }

    private Optional<F> figures() {
        return Optional.ofNullable(latest).map(Counted::figures);
    }

    private synchronized @Nullable Thread startIfOld() {
        Counted<F> known = latest;
        if (known != null && !known.at().isBefore(clock.instant().minus(FRESH))) return null;
        Thread running = counting;
        if (running != null && running.isAlive()) return running;
        Thread begun = Thread.ofVirtual().name(name).start(this::count);
        counting = begun;
        return begun;
    }

    private void count() {
        Instant now = clock.instant();
        try {
            latest = new Counted<>(now, count.get());
        } catch (RuntimeException e) {
            LOGGER.error("Could not be counted: {}", name, e);
        }
    }
}
