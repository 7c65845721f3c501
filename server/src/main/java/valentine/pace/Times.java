package valentine.pace;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Within how much business time what shall happen; a target that is not named has no time.
record Times(Map<Target, Duration> within) {
    Times {
        within = Map.copyOf(within);
        for (Duration time : within.values()) {
            if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(365)) > 0)
                throw new IllegalArgumentException("A target is more than nothing and at most a year");
        }
    }

    Optional<Duration> within(Target target) {
        return Optional.ofNullable(within.get(target));
    }
}
