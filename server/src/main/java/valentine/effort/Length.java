package valentine.effort;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long something took, as people say it.
final class Length {
    private Length() {}

    static String words(@Nullable Duration length) {
        if (length == null) return "–";
        if (length.toMinutes() < 1) return "under 1 min";
        if (length.toHours() < 2) return length.toMinutes() + " min";
        if (length.toHours() < 48) return length.toHours() + " h";
        return length.toDays() + " days";
    }
}
