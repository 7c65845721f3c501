package valentine.models;

/// How much larger one share is than another, with its 95 % interval (Newcombe 1998, method 10).
///
/// The two were seen on different samples.
public record ShareDifference(Share one, Share other, double low, double high) {
    public static ShareDifference of(Share one, Share other) {
        double mean = one.value() - other.value();
        if (one.total() == 0 || other.total() == 0) return new ShareDifference(one, other, -1, 1);
        double below = Math.hypot(one.value() - one.low(), other.high() - other.value());
        double above = Math.hypot(one.high() - one.value(), other.value() - other.low());
        return new ShareDifference(one, other, mean - below, mean + above);
    }

    public double value() {
        return one.value() - other.value();
    }

    /// Whether the interval leaves out zero.
    public boolean significant() {
        return low > 0 || high < 0;
    }
}
