package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log1p;

/// How many events a Poisson process brings whose rate is gamma: negative binomial with this shape and the mean
/// shape times stretch, where stretch is the time ahead divided by the rate of the gamma.
record NegativeBinomial(double shape, double stretch) {
    private static final double NEGLIGIBLE = 1e-18;
    /// Past this the tail is so long that what lies below is summed instead.
    private static final double LONG = 1e3;

    double exactly(double count) {
        if (stretch == 0) {
            return count == 0 ? 1 : 0;
        }
        double ways = Special.logRising(shape, count) - Special.logRising(1, count);
        return exp(ways - shape * log1p(stretch) - count * log1p(1 / stretch));
    }

    double none() {
        return exp(-shape * log1p(stretch));
    }

    double any() {
        return -expm1(-shape * log1p(stretch));
    }

    double atLeast(double count) {
        if (count <= 0) {
            return 1;
        }
        if (count == 1 || stretch == 0) {
            return any();
        }
        boolean isTail = count > shape * stretch && stretch < LONG;
        return isTail ? upwards(count) : Math.max(0, any() - between(count));
    }

    /// Sums the events from the count on; past the mean they only become rarer.
    private double upwards(double count) {
        double chance = stretch / (1 + stretch);
        double term = exactly(count);
        double sum = 0;
        for (double n = count; term > Double.MIN_NORMAL && term > NEGLIGIBLE * sum / (1 + stretch); n++) {
            sum += term;
            term *= chance * ((shape + n) / (n + 1));
        }
        return sum;
    }

    /// Sums from one event to just below the count.
    private double between(double count) {
        double chance = stretch / (1 + stretch);
        double term = exactly(count - 1);
        double sum = 0;
        double mode = Math.max(1, shape * stretch - stretch - 1);
        for (double n = count - 1; n >= 1 && (n > mode || term > NEGLIGIBLE * sum); n--) {
            sum += term;
            term *= n / (chance * (shape + n - 1));
        }
        return sum;
    }
}
