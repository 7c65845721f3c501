package valentine.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import valentine.customer.Trust;
import valentine.team.KeyId;

/// A program that tells us what happens.
///
/// @param origins pages of which origins a browser may send from
/// @param history its number in the history
/// @param key its write key; none once that is revoked
public record Source(
        SourceId id,
        String name,
        Kind kind,
        List<String> origins,
        int history,
        @Nullable KeyId key,
        Instant madeAt) {
    public Source {
        origins = List.copyOf(origins);
    }

    /// Where the program runs.
    public enum Kind {
        /// Anybody can read its key there: what it says is only claimed.
        BROWSER,
        SERVER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    Trust trust() {
        return kind == Kind.BROWSER ? Trust.CLAIMED : Trust.SAID;
    }

    /// Whether a page of this origin may send; what comes from no page says no origin.
    boolean lets(String origin) {
        return kind == Kind.BROWSER && origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /// As statements name it.
    String said() {
        return "source " + id.value();
    }
}
