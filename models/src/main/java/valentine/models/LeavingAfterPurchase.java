package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.sqrt;

/// What BG/NBD and MBG/NBD share: a customer who had `occasions` to leave, each taken with a chance from Beta(a, b).
record LeavingAfterPurchase(double r, double alpha, double a, double b, int occasions) {
    private static final double NEGLIGIBLE = 1e-17;

    double logLikelihood(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        if (frequency == 0) {
            double silent = -r * log1p(age / alpha);
            double bought = b / (a + b) * -expm1(silent);
            // Close to 0 where hardly anybody could have bought: one logarithm keeps what two would cancel.
            return occasions == 0 ? silent : bought < 0.5 ? log1p(-bought) : log((a + b * exp(silent)) / (a + b));
        }
        double stayed = Special.logRising(b, occasions) - Special.logRising(a + b, occasions);
        double bought = Special.logRising(r, frequency) - r * log1p(age / alpha) - frequency * log(alpha + age);
        return bought + stayed + Special.softplus(logOddsOfHavingLeft(frequency, recency, age));
    }

    double alive(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        return Special.logistic(-logOddsOfHavingLeft(frequency, recency, age));
    }

    double active(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        double buys = -expm1(-(r + frequency) * log1p(horizon / (alpha + age)));
        return alive(frequency, recency, age) * buys;
    }

    double expected(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        double stretch = horizon / (alpha + age);
        return alive(frequency, recency, age) * expectedWhenAlive(r + frequency, stretch, b + occasions);
    }

    /// How likely so many purchases, after each of the `occasions` one to leave, come within an age, where
    /// every so many events of the process are a purchase: all of them while alive, or the last was the last.
    double counted(int frequency, double age, int every) {
        Special.checkSummary(frequency, 0, age, 0);
        NegativeBinomial events = new NegativeBinomial(r, age / alpha);
        double first = (double) every * frequency;
        double exactly = 0;
        for (int i = 0; i < every; i++) {
            exactly += events.exactly(first + i);
        }
        if (occasions == 0) {
            return Math.min(1, exactly);
        }
        double stayed = exp(Special.logRising(b, occasions - 1) - Special.logRising(a + b, occasions - 1));
        double asked = a + b + occasions - 1;
        return Math.min(1, stayed * ((b + occasions - 1) * exactly + a * events.atLeast(first)) / asked);
    }

    private double logOddsOfHavingLeft(int frequency, double recency, double age) {
        if (occasions == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return log(a / (b + occasions - 1)) + (r + frequency) * log1p((age - recency) / (alpha + recency));
    }

    /// The textbook has 2F1 and a division by a - 1 here; both ways below are sums of positive terms and need
    /// neither.
    private double expectedWhenAlive(double shape, double stretch, double stays) {
        double mean = shape * stretch;
        double terms = mean + 10 * sqrt(mean * (1 + stretch)) + 40 / log1p(1 / stretch);
        boolean countable = terms < 500 && shape * log1p(stretch) < 600;
        return countable ? byCounting(shape, stretch, stays) : byAveraging(shape, stretch, stays);
    }

    /// Sum over n of P(a customer who never leaves buys more than n times) x P(stays through n purchases).
    private double byCounting(double shape, double stretch, double stays) {
        double chance = stretch / (1 + stretch);
        double exactly = exp(-shape * log1p(stretch));
        double more = -expm1(-shape * log1p(stretch));
        double stayed = 1;
        double sum = more;
        double negligible = NEGLIGIBLE / ((1 + stretch) * (1 + stretch));
        for (int n = 1; more > 0 && (n <= shape * stretch || exactly > negligible * sum); n++) {
            exactly *= chance * (shape + n - 1) / n;
            more -= exactly;
            stayed *= (stays + n - 1) / (a + stays + n - 1);
            sum += stayed * Math.max(more, 0);
        }
        return sum;
    }

    /// The mean of (1 - (1 + p stretch)^-shape) / p over p from Beta(a, stays).
    private double byAveraging(double shape, double stretch, double stays) {
        double busiest = shape * Math.max(1, stretch);
        return BetaMean.of(a, stays, busiest, (leaves, rest) -> purchases(leaves, shape, stretch));
    }

    private static double purchases(double leaves, double shape, double stretch) {
        return leaves * stretch < 1e-300 ? shape * stretch : -expm1(-shape * log1p(leaves * stretch)) / leaves;
    }
}
