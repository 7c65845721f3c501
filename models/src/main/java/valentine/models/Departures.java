package valentine.models;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

/// The chance of so many purchases by customers who have left silently since.
final class Departures {
    private static final Gauss GAUSS = Gauss.of(16);
    private static final double NEGLIGIBLE = 1e-18;

    private Departures() {}

    /// e^scale times the integral over u from 0 to the end of
    /// (u / (alpha + u))^n (alpha / (alpha + u))^r (beta / (beta + u))^s / (beta + u).
    ///
    /// In v = log u the integrand is log-concave: panels of Gauss nodes go from its peak to both sides, as wide
    /// as it bends there.
    static double integral(double scale, double n, double r, double alpha, double s, double beta, double end) {
        double last = log(end);
        double peak = peak(n, r, alpha, s, beta, last);
        double sum = 0;
        for (int direction = -1; direction <= 1; direction += 2) {
            for (double v = peak; direction < 0 || v < last; ) {
                double u = exp(v);
                double bend = (n + r) * share(alpha, u) * share(u, alpha) + (1 + s) * share(beta, u) * share(u, beta);
                double width = min(1, 4 / (1 + abs(slope(n, r, alpha, s, beta, u)) + sqrt(bend)));
                width = direction < 0 ? width : min(width, last - v);
                double panel = 0;
                for (int i = 0; i < GAUSS.size(); i++) {
                    double at = exp(v + direction * width * GAUSS.node(i));
                    double value = scale
                            - n * log1p(alpha / at)
                            - r * log1p(at / alpha)
                            - log1p(beta / at)
                            - s * log1p(at / beta);
                    panel += GAUSS.weight(i) * exp(value);
                }
                sum += width * panel;
                double next = v + direction * width;
                if (width * panel <= NEGLIGIBLE * sum || next == v) {
                    break;
                }
                v = next;
            }
        }
        return sum;
    }

    private static double peak(double n, double r, double alpha, double s, double beta, double last) {
        if (slope(n, r, alpha, s, beta, exp(last)) >= 0) {
            return last;
        }
        double low = min(last, min(log(alpha), log(beta))) - 50;
        double high = last;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            boolean rises = slope(n, r, alpha, s, beta, exp(middle)) > 0;
            low = rises ? middle : low;
            high = rises ? high : middle;
        }
        return low;
    }

    private static double slope(double n, double r, double alpha, double s, double beta, double u) {
        return n * share(alpha, u) - r * share(u, alpha) + share(beta, u) - s * share(u, beta);
    }

    private static double share(double part, double other) {
        return part / (part + other);
    }
}
