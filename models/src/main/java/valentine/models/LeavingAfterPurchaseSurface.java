package valentine.models;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;

/// The likelihood of BG/NBD (0 first chances to leave) and MBG/NBD (1): r, alpha, a, b.
final class LeavingAfterPurchaseSurface implements Surface {
    private final Histories histories;
    private final int firstChances;

    LeavingAfterPurchaseSurface(Histories histories, int firstChances) {
        this.histories = histories;
        this.firstChances = firstChances;
    }

    @Override
    public double customers() {
        return histories.customers;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        double a = parameters[2];
        double b = parameters[3];
        double[] logs = histories.logs(alpha);
        double[] inverse = new double[logs.length];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / (alpha + histories.times[i]);
        }
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
            int chances = x + firstChances;
            bought.advanceTo(x);
            stayed.advanceTo(chances);
            asked.advanceTo(chances);
            double shape = r + x;
            double logLeft = chances == 0 ? Double.NEGATIVE_INFINITY : log(a / (b + chances - 1));
            double customers = 0;
            double left = 0;
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                double count = histories.count[i];
                double logAge = logs[histories.age[i]];
                double silent = logAge - logs[histories.recency[i]];
                double odds = logLeft + shape * silent;
                double small = exp(-abs(odds));
                double share = 1 / (1 + small);
                double gone = odds > 0 ? share : small * share;
                double inverseAge = inverse[histories.age[i]];
                customers += count;
                left += count * gone;
                // What log loses against log1p is below the rounding of the sum, and it is far faster.
                sum += count * (max(odds, 0) + log(1 + small) - shape * logAge);
                byR += count * (gone * silent - logAge);
                byAlpha += count * shape * (gone * (inverseAge - inverse[histories.recency[i]]) - inverseAge);
            }
            sum += customers * (bought.log() + stayed.log() - asked.log() - x * log(alpha));
            byR += customers * bought.slope();
            byA += left / a - customers * asked.slope();
            byB += customers * (stayed.slope() - asked.slope());
            byB -= chances == 0 ? 0 : left / (b + chances - 1);
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        gradient[2] = byA;
        gradient[3] = byB;
        return sum;
    }
}
