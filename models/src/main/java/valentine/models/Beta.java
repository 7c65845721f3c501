package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

/// What is believed about a chance after so much good and so much bad was seen: the beta distribution.
///
/// The distribution function is the continued fraction of Didonato and Morris (1992, formula 9), evaluated by Lentz's
/// method on the side of the mean where it converges; the quantile is Newton's method kept inside a bracket.
public record Beta(double good, double bad) {
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 5_000;

    public Beta {
        Special.checkPositive(good, bad);
    }

    public double mean() {
        return good / (good + bad);
    }

    public double variance() {
        double sum = good + bad;
        return good / sum * (bad / sum) / (sum + 1);
    }

    /// The probability that the chance is at most this.
    public double below(double chance) {
        if (!(chance > 0)) {
            return 0;
        }
        if (chance >= 1) {
            return 1;
        }
        return chance <= mean() ? lower(good, bad, chance) : 1 - lower(bad, good, 1 - chance);
    }

    /// The chance that is not exceeded with this probability, from 0 to 1.
    public double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("No probability: " + probability);
        }
        if (probability == 0 || probability == 1) {
            return probability;
        }
        double low = 0;
        double high = 1;
        double chance = mean();
        double constant = logConstant(good, bad);
        for (int round = 0; round < 200 && high - low > 1e-16 * high; round++) {
            double over = below(chance) - probability;
            if (over > 0) {
                high = chance;
            } else {
                low = chance;
            }
            double density = exp(constant + (good - 1) * log(chance) + (bad - 1) * log1p(-chance));
            double next = chance - over / density;
            // Where the density is steep or flat Newton leaps out of the bracket; halving never does.
            boolean safe = next > low && next < high;
            double before = chance;
            chance = safe ? next : low + (high - low) / 2;
            if (Math.abs(chance - before) <= 1e-14 * chance) {
                break;
            }
        }
        return chance;
    }

    /// The lower tail, for a chance at most the mean of this one.
    private static double lower(double a, double b, double x) {
        double front = exp(logConstant(a, b) + a * log(x) + b * log1p(-x));
        return Math.min(1, front / a / fraction(a, b, x));
    }

    /// -log B(a, b), without the cancellation of large logarithms of the gamma function.
    private static double logConstant(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        return Special.logRising(large, small) - Special.logGamma(small);
    }

    private static double fraction(double a, double b, double x) {
        double value = 1;
        double c = 1;
        double d = 0;
        for (int term = 1; term < MOST_TERMS; term++) {
            int m = term / 2;
            double step = term % 2 == 0
                    ? m * (b - m) * x / ((a + term - 1) * (a + term))
                    : -(a + m) * (a + b + m) * x / ((a + term - 1) * (a + term));
            d = 1 / away(1 + step * d);
            c = away(1 + step / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < 1e-16) {
                break;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
