package valentine.models;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.min;

/// The integral behind silent leaving, which the textbook writes with 2F1.
final class Decay {
    private static final Gauss GAUSS = Gauss.of(16);

    private Decay() {}

    /// The integral over u from 0 to length of (one / (one + u))^p (other / (other + u))^q.
    ///
    /// In w = log(1 + u / the smaller of the two) the integrand is log-concave and bends on a scale of one divided
    /// by its slope, so that a few panels of Gauss nodes reach full accuracy whatever the exponents.
    static double integral(double one, double p, double other, double q, double length) {
        if (other < one) {
            return integral(other, q, one, p, length);
        }
        double ratio = one / other;
        double end = log1p(length / one);
        double sum = 0;
        double last = 0;
        for (double start = 0; start < end; ) {
            double slope = abs(p - 1) + q * min(1, ratio * exp(start));
            double width = min(end - start, min(2, 5 / (1 + slope)));
            double panel = 0;
            for (int i = 0; i < GAUSS.size(); i++) {
                double w = start + width * GAUSS.node(i);
                panel += GAUSS.weight(i) * exp((1 - p) * w - q * log(1 - ratio + ratio * exp(w)));
            }
            panel *= width;
            sum += panel;
            boolean fading = panel < last;
            if ((fading && panel < 1e-18 * sum) || start + width == start) {
                break;
            }
            last = panel;
            start += width;
        }
        return one * sum;
    }
}
