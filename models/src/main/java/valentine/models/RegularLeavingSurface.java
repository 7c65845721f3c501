package valentine.models;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;

/// The likelihood of BG/CNBD-k (0 first chances to leave) and MBG/CNBD-k (1), without the times between purchases:
/// r, alpha, a, b, or r and alpha alone where nobody leaves.
final class RegularLeavingSurface implements Surface {
    /// Instead of 0 or 1: nobody leaves.
    static final int NO_CHANCES = -1;

    private final Histories histories;
    private final int firstChances;
    private final int k;

    /// Of the events unseen since the last purchase: the sum of weights and its relative slopes by r and alpha.
    private double silent;

    private double silentByR;
    private double silentByAlpha;

    RegularLeavingSurface(Histories histories, int firstChances, int k) {
        this.histories = histories;
        this.firstChances = firstChances;
        this.k = k;
    }

    @Override
    public double customers() {
        return histories.customers;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        boolean leaving = firstChances != NO_CHANCES;
        double a = leaving ? parameters[2] : 1;
        double b = leaving ? parameters[3] : 1;
        double[] logs = histories.logs(alpha);
        Rising bought = new Rising(r);
        Rising stayed = new Rising(b);
        Rising asked = new Rising(a + b);
        double sum = 0;
        double byR = 0;
        double byAlpha = histories.customers * r / alpha;
        double byA = 0;
        double byB = 0;
        for (int block = 0; block < histories.blocks.length - 1; block++) {
            int x = histories.frequency[histories.blocks[block]];
            int chances = leaving ? x + firstChances : 0;
            bought.advanceTo(k * x);
            stayed.advanceTo(chances);
            asked.advanceTo(chances);
            double shape = r + (double) k * x;
            double logLeft = chances == 0 ? Double.NEGATIVE_INFINITY : log(a / (b + chances - 1));
            double customers = 0;
            double left = 0;
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                double count = histories.count[i];
                double last = alpha + histories.times[histories.recency[i]];
                double today = alpha + histories.times[histories.age[i]];
                double logAge = logs[histories.age[i]];
                double silence = logAge - logs[histories.recency[i]];
                wait(shape, 1 - last / today, today);
                double odds = logLeft + shape * silence - log(silent);
                double small = exp(-abs(odds));
                double share = 1 / (1 + small);
                double gone = odds > 0 ? share : small * share;
                customers += count;
                left += count * gone;
                sum += count * (log(silent) + max(odds, 0) + log(1 + small) - shape * logAge);
                byR += count * (gone * silence + (1 - gone) * silentByR - logAge);
                byAlpha += count * (shape * (gone * (1 / today - 1 / last) - 1 / today) + (1 - gone) * silentByAlpha);
            }
            sum += customers * (bought.log() + stayed.log() - asked.log() - (double) k * x * log(alpha));
            byR += customers * bought.slope();
            byA += left / a - customers * asked.slope();
            byB += customers * (stayed.slope() - asked.slope());
            byB -= chances == 0 ? 0 : left / (b + chances - 1);
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        if (leaving) {
            gradient[2] = byA;
            gradient[3] = byB;
        }
        return sum;
    }

    private void wait(double shape, double passed, double today) {
        double weight = 1;
        double weightByShape = 0;
        double byR = 0;
        double byAlpha = 0;
        silent = 1;
        for (int j = 1; j < k; j++) {
            weightByShape += 1 / (shape + j - 1);
            weight *= (shape + j - 1) * passed / j;
            silent += weight;
            byR += weight * weightByShape;
            byAlpha -= weight * j / today;
        }
        silentByR = byR / silent;
        silentByAlpha = byAlpha / silent;
    }
}
