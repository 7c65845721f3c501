package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

/// What a model says of a customer, from its story alone: integrals over each one's own rate to buy and to leave, with
/// none of the formulas of the models. By the trapezoidal rule on a grid in the logarithm of the rate of buying and
/// the logarithm or logit of leaving.
record Individuals(double logLikelihood, double alive, double active, double expected) {

    static Individuals of(PurchaseModel model, int frequency, double recency, double age, double horizon) {
        return switch (model) {
            case BgNbd(double r, double alpha, double a, double b) ->
                afterPurchase(r, alpha, a, b, frequency, frequency, recency, age, horizon);
            case MbgNbd(double r, double alpha, double a, double b) ->
                afterPurchase(r, alpha, a, b, frequency + 1, frequency, recency, age, horizon);
            case ParetoNbd(double r, double alpha, double s, double beta) ->
                silently(r, alpha, s, beta, frequency, recency, age, horizon);
            default -> throw new IllegalArgumentException("No story for " + model);
        };
    }

    private static Individuals silently(
            double r, double alpha, double s, double beta, int x, double recency, double age, double horizon) {
        Sum alive = new Sum();
        Sum left = new Sum();
        Sum active = new Sum();
        Sum expected = new Sum();
        double constant = r * log(alpha) - Special.logGamma(r) + s * log(beta) - Special.logGamma(s);
        Grid rates = Grid.rates(r, x, alpha, recency, age);
        Grid ends = Grid.rates(s, 1, beta, recency, age);
        for (double u = rates.from; u < rates.to; u += rates.step) {
            double rate = exp(u);
            for (double v = ends.from; v < ends.to; v += ends.step) {
                double end = exp(v);
                double both = rate + end;
                double prior = constant + r * u - alpha * rate + s * v - beta * end + x * u;
                double here = prior - both * age;
                alive.add(here);
                left.add(prior + v - log(both) - both * recency + log(-expm1(-both * (age - recency))));
                active.add(here + u - log(both) + log(-expm1(-both * horizon)));
                expected.add(here + u - v + log(-expm1(-end * horizon)));
            }
        }
        return new Individuals(alive, left, active, expected, rates.step * ends.step);
    }

    private static Individuals afterPurchase(
            double r,
            double alpha,
            double a,
            double b,
            int chances,
            int x,
            double recency,
            double age,
            double horizon) {
        Sum alive = new Sum();
        Sum left = new Sum();
        Sum active = new Sum();
        Sum expected = new Sum();
        double beta = Special.logGamma(a) + Special.logGamma(b) - Special.logGamma(a + b);
        double constant = r * log(alpha) - Special.logGamma(r) - beta;
        Grid rates = Grid.rates(r, x, alpha, recency, age);
        Grid leaves = Grid.chances(a, b, chances);
        for (double v = leaves.from; v < leaves.to; v += leaves.step) {
            double logLeaves = -Special.softplus(-v);
            double logStays = -Special.softplus(v);
            for (double u = rates.from; u < rates.to; u += rates.step) {
                double rate = exp(u);
                double prior = constant + (r + x) * u - alpha * rate + a * logLeaves + b * logStays;
                double here = prior + chances * logStays - rate * age;
                alive.add(here);
                if (chances > 0) {
                    left.add(prior + logLeaves + (chances - 1) * logStays - rate * recency);
                }
                active.add(here + log(-expm1(-rate * horizon)));
                expected.add(here - logLeaves + log(-expm1(-rate * exp(logLeaves) * horizon)));
            }
        }
        return new Individuals(alive, left, active, expected, rates.step * leaves.step);
    }

    private Individuals(Sum alive, Sum left, Sum active, Sum expected, double cell) {
        this(
                alive.and(left) + log(cell),
                exp(alive.log() - alive.and(left)),
                exp(active.log() - alive.and(left)),
                exp(expected.log() - alive.and(left)));
    }

    private record Grid(double from, double to, double step) {
        /// For rates that are gamma, seen in so many events at most, until some time between two.
        static Grid rates(double shape, int events, double scale, double earliest, double latest) {
            double most = shape + events;
            double from = log(shape / (scale + latest)) - 42 / shape;
            double to = log(most / (scale + earliest)) + log(1 + 45 / most) + 12 / sqrt(most) + 0.5;
            return new Grid(from, to, min(0.2, 0.4 / sqrt(most)));
        }

        static Grid chances(double a, double b, int taken) {
            double width = sqrt(1 / a + 1 / (b + taken));
            double from = log(a / (b + taken)) - 42 / a - 9 * width;
            return new Grid(from, log((a + 1) / b) + 42 / b + 9 * width, min(0.2, width / 3));
        }
    }

    /// A sum of exponentials of any size.
    private static final class Sum {
        private double most = Double.NEGATIVE_INFINITY;
        private double sum;

        void add(double log) {
            if (log > most) {
                sum = sum * exp(most - log) + 1;
                most = log;
            } else {
                sum += log > most - 60 ? exp(log - most) : 0;
            }
        }

        double log() {
            return most == Double.NEGATIVE_INFINITY ? most : most + log1p(sum - 1);
        }

        double and(Sum other) {
            double high = max(log(), other.log());
            return high + Math.log(exp(log() - high) + exp(other.log() - high));
        }
    }
}
