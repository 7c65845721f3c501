package valentine.health;

import java.util.List;

/// How many customers love us: the expected number of those who stay and would speak well of us, with its 95 %
/// interval.
///
/// A customer's chance to do both is taken as the product of the two, as if they were independent given what is known
/// of the customer; the interval holds the chance of each customer and how sure we are of the firm's mean, which moves
/// all of them together. Of whom nothing is known is not counted.
///
/// @param known how many customers it rests on, and `unknown` of how many nothing is known
record Loving(double expected, double low, double high, long known, long unknown) {
    private static final double NORMAL_975 = 1.959963984540054;

    /// @param meanError the standard error of the firm's mean fondness
    static Loving of(List<MapCell> cells, double meanError) {
        double expected = 0;
        double variance = 0;
        double slope = 0;
        long known = 0;
        long unknown = 0;
        for (MapCell cell : cells) {
            if (cell.fondness() == null) {
                unknown += cell.customers();
                continue;
            }
            known += cell.customers();
            expected += cell.loving();
            variance += cell.variance();
            slope += cell.slope();
        }
        double half = NORMAL_975 * Math.sqrt(Math.max(0, variance) + slope * slope * meanError * meanError);
        return new Loving(
                expected, Math.max(0, expected - half), Math.min((double) known, expected + half), known, unknown);
    }

    long rounded() {
        return Math.round(expected);
    }

    long atLeast() {
        return (long) Math.floor(low);
    }

    long atMost() {
        return (long) Math.ceil(high);
    }
}
