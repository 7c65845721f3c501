package valentine.pace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened in a conversation that starts or stops a clock.
///
/// @param member which of us answered, where we know
record Moment(Instant at, What what, @Nullable Long member) {
    enum What {
        /// The customer wrote.
        ASKED,
        /// A person of ours answered.
        ANSWERED,
        /// We wait for the customer: the matter is his for a while.
        HANDED_BACK,
        /// The matter is ours again.
        TAKEN_UP,
        RESOLVED
    }

    Moment(Instant at, What what) {
        this(at, what, null);
    }
}
