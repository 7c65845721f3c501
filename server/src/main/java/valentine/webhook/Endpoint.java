package valentine.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An address that hears of what happens.
///
/// @param isFuller whether it gets what was said too, and not only numbers
/// @param failingSince when it began to take nothing any more
/// @param disabledWhy why nothing is sent to it now
record Endpoint(
        int id,
        String name,
        String url,
        List<String> types,
        boolean isFuller,
        Instant madeAt,
        @Nullable Instant failingSince,
        @Nullable Instant oldUntil,
        @Nullable String disabledWhy) {
    Endpoint {
        types = List.copyOf(types);
    }

    boolean isActive() {
        return disabledWhy == null;
    }
}
