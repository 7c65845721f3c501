package valentine.models.discrete;

import static java.lang.Math.log;

import valentine.models.Summaries;
import valentine.models.Surface;

/// The likelihood of [BgBb]: alpha, beta, gamma, delta; or alpha and beta alone where nobody leaves.
///
/// Sums of logarithms and inverses for every number of opportunities stand in tables, so that a history costs a few
/// products for each opportunity since its last purchase.
final class BgBbSurface implements Surface {
    private final Summaries summaries;
    private final boolean leaving;
    private final int longest;

    BgBbSurface(Summaries summaries, boolean leaving) {
        this.summaries = summaries;
        this.leaving = leaving;
        int most = 0;
        for (int i = 0; i < summaries.distinct(); i++) {
            most = Math.max(most, (int) summaries.age(i));
        }
        this.longest = most;
    }

    /// Sums of log(base + i) and 1 / (base + i) for i below each count.
    private static final class Sums {
        private final double[] log;
        private final double[] inverse;

        Sums(double base, int longest) {
            log = new double[longest + 2];
            inverse = new double[longest + 2];
            for (int i = 0; i <= longest; i++) {
                log[i + 1] = log[i] + Math.log(base + i);
                inverse[i + 1] = inverse[i] + 1 / (base + i);
            }
        }
    }

    @Override
    public double customers() {
        return summaries.customers();
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        return leaving ? leaving(parameters, gradient) : staying(parameters, gradient);
    }

    private double staying(double[] parameters, double[] gradient) {
        Sums yes = new Sums(parameters[0], longest);
        Sums no = new Sums(parameters[1], longest);
        Sums both = new Sums(parameters[0] + parameters[1], longest);
        double sum = 0;
        gradient[0] = 0;
        gradient[1] = 0;
        for (int i = 0; i < summaries.distinct(); i++) {
            int x = summaries.frequency(i);
            int n = (int) summaries.age(i);
            double count = summaries.count(i);
            sum += count * (yes.log[x] + no.log[n - x] - both.log[n]);
            gradient[0] += count * (yes.inverse[x] - both.inverse[n]);
            gradient[1] += count * (no.inverse[n - x] - both.inverse[n]);
        }
        return sum;
    }

    private double leaving(double[] parameters, double[] gradient) {
        double alpha = parameters[0];
        double beta = parameters[1];
        double gamma = parameters[2];
        double delta = parameters[3];
        Sums yes = new Sums(alpha, longest);
        Sums no = new Sums(beta, longest);
        Sums both = new Sums(alpha + beta, longest);
        Sums stayed = new Sums(delta, longest);
        Sums asked = new Sums(gamma + delta, longest);
        double sum = 0;
        double byAlpha = 0;
        double byBeta = 0;
        double byGamma = 0;
        double byDelta = 0;
        for (int i = 0; i < summaries.distinct(); i++) {
            int x = summaries.frequency(i);
            int last = (int) summaries.recency(i);
            int today = (int) summaries.age(i);
            double count = summaries.count(i);
            double here = 1;
            double all = 0;
            double offered = 0;
            double refused = 0;
            double remained = 0;
            double questioned = 0;
            double left = 0;
            for (int n = last; n <= today; n++) {
                boolean isNow = n == today;
                double part = isNow ? here : here * (gamma / (gamma + delta + n));
                all += part;
                left += isNow ? 0 : part;
                offered += part * both.inverse[n];
                refused += part * no.inverse[n - x];
                remained += part * stayed.inverse[n];
                questioned += part * asked.inverse[isNow ? n : n + 1];
                here *= (beta + n - x) / (alpha + beta + n) * ((delta + n) / (gamma + delta + n));
            }
            sum += count * (yes.log[x] + no.log[last - x] - both.log[last]);
            sum += count * (stayed.log[last] - asked.log[last] + log(all));
            byAlpha += count * (yes.inverse[x] - offered / all);
            byBeta += count * (refused - offered) / all;
            byGamma += count * (left / gamma - questioned) / all;
            byDelta += count * (remained - questioned) / all;
        }
        gradient[0] = byAlpha;
        gradient[1] = byBeta;
        gradient[2] = byGamma;
        gradient[3] = byDelta;
        return sum;
    }
}
