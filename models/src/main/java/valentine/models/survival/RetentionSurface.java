package valentine.models.survival;

import java.util.Arrays;
import valentine.models.Special;
import valentine.models.Surface;

/// The log-likelihood of renewals over (γ, δ) or (γ, δ, c): who renews counts log r(t), who leaves log(1 − r(t)).
final class RetentionSurface implements Surface {
    private final Renewals renewals;

    RetentionSurface(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public double customers() {
        return renewals.customers();
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double gamma = parameters[0];
        double delta = parameters[1];
        boolean bends = parameters.length == 3;
        double c = bends ? parameters[2] : 1;
        Arrays.fill(gradient, 0);
        double sum = 0;
        double from = 0;
        for (int t = 1; t <= renewals.periods(); t++) {
            double to = Math.pow(t, c);
            double kept = change(gamma, delta, from, to);
            sum += renewals.kept(t) * kept;
            double pull = renewals.kept(t);
            if (renewals.lost(t) > 0) {
                sum += renewals.lost(t) * Math.log(-Math.expm1(kept));
                pull -= renewals.lost(t) / Math.expm1(-kept);
            }
            double upper = fall(gamma, delta, to);
            double lower = fall(gamma, delta, from);
            double sumRise = Special.digamma(gamma + delta + to) - Special.digamma(gamma + delta + from);
            gradient[0] -= pull * sumRise;
            gradient[1] += pull * (upper - lower);
            if (bends && t > 1) {
                gradient[2] += pull * (upper * to * Math.log(t) - lower * from * Math.log(t - 1));
            }
            from = to;
        }
        return sum;
    }

    /// The logarithm of B(γ, δ + to) / B(γ, δ + from).
    static double change(double gamma, double delta, double from, double to) {
        if (gamma < to - from) {
            // The same, in which the smaller numbers keep the digits.
            return Special.logRising(delta + from, gamma) - Special.logRising(delta + to, gamma);
        }
        return Special.logRising(delta + from, to - from) - Special.logRising(gamma + delta + from, to - from);
    }

    private static double fall(double gamma, double delta, double at) {
        return Special.digamma(delta + at) - Special.digamma(gamma + delta + at);
    }
}
