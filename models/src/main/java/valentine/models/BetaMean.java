package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;

/// The mean of a smooth function of a chance p that is spread as Beta(a, b).
final class BetaMean {
    private static final double NEGLIGIBLE = 1e-17;

    private BetaMean() {}

    /// A function of p and 1 - p, each to full precision.
    interface OfChance {
        double at(double chance, double rest);
    }

    /// By the trapezoidal rule in the logit of p. There the integrand is analytic in a broad strip, so the rule
    /// is exact to rounding; where its tails have become geometric they are summed in closed form, so that even
    /// a = 0.001 takes some hundred points. The function must be level where p or 1 - p is far below 1 /
    /// busiest.
    static double of(double a, double b, double busiest, OfChance function) {
        double width = sqrt(1 / a + 1 / b);
        double h = Math.min(0.2, width / 2);
        double centre = log(a / b);
        double peak = logDensity(a, b, centre);
        double level = 1 + a + b + busiest;
        double weights = 0;
        double sum = 0;
        for (int direction = -1; direction <= 1; direction += 2) {
            for (int j = direction < 0 ? 1 : 0; ; j++) {
                double y = centre + direction * j * h;
                double weight = exp(logDensity(a, b, y) - peak);
                double value = weight * function.at(exp(-Special.softplus(-y)), exp(-Special.softplus(y)));
                boolean faded = weight <= NEGLIGIBLE * weights && value <= NEGLIGIBLE * sum;
                boolean geometric = Special.logistic(direction * -y) * level < NEGLIGIBLE;
                double rest = geometric ? 1 / -Math.expm1(-h * (direction < 0 ? a : b)) : 1;
                weights += weight * rest;
                sum += value * rest;
                if (faded || geometric) {
                    break;
                }
            }
        }
        return sum / weights;
    }

    private static double logDensity(double a, double b, double y) {
        return -a * Special.softplus(-y) - b * Special.softplus(y);
    }
}
