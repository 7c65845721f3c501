package valentine.guard;

import java.time.Duration;

/// How much of somebody else's time and bytes a call takes at most.
public record Limits(Duration whole, Duration read, int bytes) {
    /// For an interface of machines: half a minute, a megabyte.
    public static final Limits USUAL = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(15), 1 << 20);

    public Limits {
        if (whole.isNegative() || whole.isZero() || read.isNegative() || read.isZero() || bytes < 0) {
            throw new IllegalArgumentException("Limits are above nothing");
        }
    }
}
