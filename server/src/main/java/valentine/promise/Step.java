package valentine.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an open promise comes to as time goes by, in this order.
public enum Step {
    /// Its owner wanted to look at it.
    REVIEW,
    /// It is nearly due.
    WARNING,
    /// Its moment passed: for the customer it is broken.
    DUE,
    /// It is still not kept: the manager has to know.
    ESCALATION,
    /// Nobody will keep it any more; it ends as broken.
    GIVEN_UP;

    private static final Duration WARNED = Duration.ofDays(1);
    private static final Duration ESCALATED = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofDays(60);

    /// A step and its moment.
    record Next(Step step, Instant at) {}

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// When to look after a promise next, after this moment.
    static Instant after(Instant moment, Instant made, Deadline deadline) {
        return all(made, deadline)
                .map(Next::at)
                .filter(at -> at.isAfter(moment))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> deadline.due().plus(PATIENCE));
    }

    /// The steps whose moment came by now.
    static List<Next> reached(Instant now, Instant made, Deadline deadline) {
        return all(made, deadline).filter(next -> !next.at().isAfter(now)).toList();
    }

    /// Whether nobody will keep any more what was due then.
    static boolean isGivenUp(Instant due, Instant now) {
        return !due.plus(PATIENCE).isAfter(now);
    }

    private static Stream<Next> all(Instant made, Deadline deadline) {
        return Arrays.stream(values())
                .flatMap(step -> step.next(made, deadline).stream())
                .filter(next -> next.at().isAfter(made));
    }

    private Optional<Next> next(Instant made, Deadline deadline) {
        Instant due = deadline.due();
        Instant at = switch (this) {
            case REVIEW -> deadline.review();
            case WARNING -> warning(made, due);
            // A promise is broken once its moment has passed, not in it.
            case DUE -> due.plusNanos(1_000);
            case ESCALATION -> due.plus(ESCALATED);
            case GIVEN_UP -> due.plus(PATIENCE);
        };
        return at == null ? Optional.empty() : Optional.of(new Next(this, at));
    }

    /// A day before, or the last quarter of a shorter time.
    private static @Nullable Instant warning(Instant made, Instant due) {
        Duration span = Duration.between(made, due).dividedBy(4);
        if (span.isNegative() || span.isZero()) return null;
        return due.minus(span.compareTo(WARNED) < 0 ? span : WARNED);
    }
}
