package valentine.models;

/// A share of a whole, seen on a sample, with its 95 % interval (Wilson).
///
/// The interval stays inside 0 and 1 and means something even when nothing or everything succeeded.
public record Share(long successes, long total, double low, double high) {
    static final double NORMAL_975 = 1.959963984540054;

    public static Share of(long successes, long total) {
        if (successes < 0 || successes > total) {
            throw new IllegalArgumentException("No share: " + successes + " of " + total);
        }
        if (total == 0) {
            return new Share(0, 0, 0, 1);
        }
        double n = total;
        double seen = successes / n;
        double spread = NORMAL_975 * NORMAL_975 / n;
        double centre = (seen + spread / 2) / (1 + spread);
        double half = Math.sqrt(spread * (seen * (1 - seen) + spread / 4)) / (1 + spread);
        double low = successes == 0 ? 0 : centre - half;
        double high = successes == total ? 1 : centre + half;
        return new Share(successes, total, low, high);
    }

    /// The share itself; 0 of an empty sample.
    public double value() {
        return total == 0 ? 0 : (double) successes / total;
    }
}
