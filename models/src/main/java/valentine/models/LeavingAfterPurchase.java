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
            // Close to 0 where hardly anybody could have bought: one logarithm keeps what two would cancel.
            return occasions == 0 ? -r * log1p(age / alpha) : log1p(b / (a + b) * expm1(-r * log1p(age / alpha)));
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

    private double logOddsOfHavingLeft(int frequency, double recency, double age) {
        if (occasions == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return log(a / (b + occasions - 1)) + (r + frequency) * log1p((age - recency) / (alpha + recency));
    }

    /// The textbook has 2F1 and a division by a - 1 here; both ways below are sums of positive terms and need neither.
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

    /// The mean of (1 - (1 + p stretch)^-shape) / p over p from Beta(a, stays), by the trapezoidal rule in the logit of
    /// p. There the integrand is analytic in a broad strip, so the rule is exact to rounding; where its tails have
    /// become geometric they are summed in closed form, so that even a = 0.001 takes some hundred points.
    private double byAveraging(double shape, double stretch, double stays) {
        double width = sqrt(1 / a + 1 / stays);
        double h = Math.min(0.2, width / 2);
        double centre = log(a / stays);
        double peak = logDensity(centre, stays);
        double busiest = 1 + a + stays + shape * Math.max(1, stretch);
        double weights = 0;
        double sum = 0;
        for (int direction = -1; direction <= 1; direction += 2) {
            for (int j = direction < 0 ? 1 : 0; ; j++) {
                double y = centre + direction * j * h;
                double weight = exp(logDensity(y, stays) - peak);
                double value = weight * purchases(exp(-Special.softplus(-y)), shape, stretch);
                boolean faded = weight <= NEGLIGIBLE * weights && value <= NEGLIGIBLE * sum;
                boolean geometric = Special.logistic(direction * -y) * busiest < NEGLIGIBLE;
                double rest = geometric ? 1 / -expm1(-h * (direction < 0 ? a : stays)) : 1;
                weights += weight * rest;
                sum += value * rest;
                if (faded || geometric) {
                    break;
                }
            }
        }
        return sum / weights;
    }

    private double logDensity(double y, double stays) {
        return -a * Special.softplus(-y) - stays * Special.softplus(y);
    }

    private static double purchases(double leaves, double shape, double stretch) {
        return leaves * stretch < 1e-300 ? shape * stretch : -expm1(-shape * log1p(leaves * stretch)) / leaves;
    }
}
