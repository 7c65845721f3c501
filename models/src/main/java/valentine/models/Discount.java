package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.function.DoubleUnaryOperator;

/// The integral over u from 0 of e^(-rate u) f(u), for what is smooth and falls or at most rises like u.
final class Discount {
    private static final double STEP = 0.2;
    private static final double NEGLIGIBLE = 1e-18;

    private Discount() {}

    /// By the trapezoidal rule in log u, where the integrand ends double-exponentially ahead and exponentially
    /// behind: exact to rounding.
    static double integral(double rate, DoubleUnaryOperator function) {
        double last = log(50 / rate);
        double sum = 0;
        double peak = 0;
        for (int i = 0; ; i++) {
            double ahead = exp(last - i * STEP);
            double term = ahead * exp(-rate * ahead) * function.applyAsDouble(ahead);
            sum += term;
            peak = Math.max(peak, term);
            boolean past = rate * ahead < NEGLIGIBLE || (rate * ahead < 1 && term < peak);
            if ((past && term <= NEGLIGIBLE * sum) || ahead == 0) {
                return STEP * sum;
            }
        }
    }
}
