package valentine.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One clock of a conversation as it stood when it was read.
///
/// @param due when it runs out; nothing while it stands still or where no time is set
/// @param warn when a quarter of its time is left; nothing where it does not run out
/// @param ended when what it waited for came; nothing while it runs or stands still
/// @param passed how long it has run on the wall, and `worked` within business hours, until it ended or last stopped
/// @param member who ended it by an answer
record Timed(
        Target target,
        int number,
        Instant began,
        @Nullable Instant due,
        @Nullable Instant warn,
        @Nullable Instant ended,
        Duration passed,
        Duration worked,
        @Nullable Long member,
        Result result) {
    enum Result {
        RUNNING,
        STANDING,
        MET,
        MISSED,
        /// The matter was closed before an answer was given: it counts neither way, and is told apart.
        CLOSED,
        /// It ended and no time was set for it.
        UNSET;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
