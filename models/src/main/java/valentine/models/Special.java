package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

/// Functions that the models need and the JDK lacks, and the checks of their arguments.
public final class Special {
    private static final double LARGE = 16;

    private Special() {}

    /// log(Γ(a + n) / Γ(a)) without the cancellation of two huge logarithms.
    public static double logRising(double a, double n) {
        if (n <= 16 && n == Math.rint(n)) {
            double product = 1;
            for (int i = 0; i < n; i++) {
                product *= a + i;
            }
            // Past the largest double a is so huge that a few more do not count.
            return product < Double.MAX_VALUE ? log(product) : n * log(a);
        }
        double shift = 0;
        double base = a;
        while (base < LARGE) {
            shift += log(base / (base + n));
            base++;
        }
        return shift + (base - 0.5) * log1p(n / base) + n * (log(base + n) - 1) + stirling(base + n) - stirling(base);
    }

    /// log Γ(a) for a > 0.
    public static double logGamma(double a) {
        double shift = 0;
        double base = a;
        while (base < LARGE) {
            shift += log(base);
            base++;
        }
        return (base - 0.5) * log(base) - base + 0.5 * log(2 * Math.PI) + stirling(base) - shift;
    }

    /// The derivative of log Γ, for a > 0.
    public static double digamma(double a) {
        double shift = 0;
        double base = a;
        while (base < LARGE) {
            shift += 1 / base;
            base++;
        }
        double square = 1 / (base * base);
        double series = square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square / 240)));
        return log(base) - 0.5 / base - series - shift;
    }

    /// log(1 + e^y).
    static double softplus(double y) {
        return y > 0 ? y + log1p(exp(-y)) : log1p(exp(y));
    }

    /// 1 / (1 + e^-y).
    public static double logistic(double y) {
        double small = exp(-Math.abs(y));
        return y > 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// log(p / (1 - p)), with p kept a little away from 0 and 1.
    static double logit(double p) {
        double kept = Math.min(Math.max(p, 1e-15), 1 - 1e-15);
        return log(kept) - log1p(-kept);
    }

    /// Refuses what is no parameter of a distribution: zero, below, without end, not a number.
    public static void checkPositive(double... parameters) {
        for (double parameter : parameters) {
            if (!(parameter > 0) || Double.isInfinite(parameter)) {
                throw new IllegalArgumentException("Parameters must be positive and finite: " + parameter);
            }
        }
    }

    static void checkSummary(int frequency, double recency, double age, double horizon) {
        if (frequency < 0 || !(0 <= recency && recency <= age) || !(horizon >= 0) || Double.isInfinite(age + horizon)) {
            throw new IllegalArgumentException("No such history: frequency " + frequency + ", recency " + recency
                    + ", age " + age + ", horizon " + horizon);
        }
    }

    static void checkChances(double[] predicted, boolean[] outcome) {
        if (predicted.length != outcome.length || predicted.length == 0) {
            throw new IllegalArgumentException(
                    "Chances and outcomes must be equally many: " + predicted.length + " and " + outcome.length);
        }
        for (double chance : predicted) {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("A chance lies between 0 and 1: " + chance);
            }
        }
    }

    /// What was expected and what came, one each a customer.
    static void checkPairs(double[] expected, double[] came) {
        if (expected.length != came.length || expected.length == 0) {
            throw new IllegalArgumentException(
                    "Expected and came must be equally many: " + expected.length + " and " + came.length);
        }
        checkFinite(expected);
        checkFinite(came);
    }

    /// Refuses an empty array and numbers that are not finite, naming the index.
    public static void checkFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("A finite number is needed at index " + i + ", not " + values[i]);
            }
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("A measure needs customers");
        }
    }

    /// A measure told of other rows than those it was made for would tell nothing.
    static void checkRows(int[] times, int rows) {
        if (times.length != rows) {
            throw new IllegalArgumentException("The measure has " + rows + " rows, not " + times.length);
        }
    }

    static double[] differences(double[] expected, double[] came) {
        checkPairs(expected, came);
        return Symmetric.minus(expected, came);
    }

    private static double stirling(double z) {
        double square = 1 / (z * z);
        return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / z;
    }
}
