package valentine.models;

import static java.lang.Math.log;

/// The likelihood of customers who never leave: r, alpha.
final class BuyingSurface implements Surface {
    private final Histories histories;

    BuyingSurface(Histories histories) {
        this.histories = histories;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        double[] logs = histories.logs(alpha);
        Rising bought = new Rising(r);
        double sum = 0;
        double byR = 0;
        double byAlpha = histories.customers * r / alpha;
        for (int i = 0; i < histories.size(); i++) {
            int x = histories.frequency[i];
            double count = histories.count[i];
            double logAge = logs[histories.age[i]];
            bought.advanceTo(x);
            sum += count * (bought.log() - (r + x) * logAge - x * log(alpha));
            byR += count * (bought.slope() - logAge);
            byAlpha -= count * (r + x) / (alpha + histories.times[histories.age[i]]);
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        return sum;
    }
}
