package valentine.history;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// One thing that happened between us and a customer.
///
/// @param title one line that a person can read
/// @param source where it comes from, and `messageId` which one it is there: each is taken once, for ever
public record Interaction(
        CustomerId customer,
        Instant at,
        Kind kind,
        Direction direction,
        @Nullable String channel,
        String title,
        Map<String, Object> properties,
        String source,
        String messageId) {
    public Interaction {
        if (title.isBlank()) throw new IllegalArgumentException("An interaction needs a title");
        if (source.isBlank() || messageId.isBlank())
            throw new IllegalArgumentException("An interaction needs its source and its number there");
        properties = Map.copyOf(properties);
    }

    /// Who spoke or acted.
    public enum Direction {
        /// The customer.
        IN,
        /// We.
        OUT;

        String key() {
            return this == IN ? "in" : "out";
        }
    }
}
