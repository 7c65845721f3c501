package valentine.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// How a promise ended. It ends once.
public sealed interface Outcome {
    /// The moment that counts.
    Instant at();

    record Kept(Instant at) implements Outcome {}

    record KeptLate(Instant at, Duration late) implements Outcome {}

    /// Its moment passed, and it will not be kept any more.
    record Broken(Instant at) implements Outcome {}

    record Withdrawn(Instant at, String reason) implements Outcome {}

    /// Another was given in its place.
    record Repromised(Instant at) implements Outcome {}

    /// As it stands in the ledger.
    default String key() {
        return switch (this) {
            case Kept _ -> "kept";
            case KeptLate _ -> "kept_late";
            case Broken _ -> "broken";
            case Withdrawn _ -> "withdrawn";
            case Repromised _ -> "repromised";
        };
    }

    /// For people.
    default String label() {
        return switch (this) {
            case Kept _ -> "Kept";
            case KeptLate _ -> "Kept late";
            case Broken _ -> "Broken";
            case Withdrawn _ -> "Withdrawn";
            case Repromised _ -> "Promised anew";
        };
    }

    /// Kept at a moment, late where that lies behind the due one.
    static Outcome kept(Instant due, Instant at) {
        return at.isAfter(due) ? new KeptLate(at, Duration.between(due, at)) : new Kept(at);
    }

    static Outcome of(String key, Instant due, Instant at, String reason) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "kept" -> new Kept(at);
            case "kept_late" -> new KeptLate(at, Duration.between(due, at));
            case "broken" -> new Broken(at);
            case "withdrawn" -> new Withdrawn(at, reason);
            case "repromised" -> new Repromised(at);
            default -> throw new IllegalStateException("No promise ends so: " + key);
        };
    }
}
