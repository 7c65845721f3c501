package valentine.models;

import static java.lang.Math.log;

/// The likelihood of customers who never leave: r, alpha.
///
/// It asks only how many customers have each frequency and, by age, how many there are and how often they came back.
final class BuyingSurface implements Surface {
    private final Histories histories;
    private final double[] customersOfBlock;
    private final double[] customersOfAge;
    private final double[] repeatsOfAge;

    BuyingSurface(Histories histories) {
        this.histories = histories;
        this.customersOfBlock = new double[histories.blocks.length - 1];
        this.customersOfAge = new double[histories.times.length];
        this.repeatsOfAge = new double[histories.times.length];
        for (int block = 0; block < customersOfBlock.length; block++) {
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                customersOfBlock[block] += histories.count[i];
                customersOfAge[histories.age[i]] += histories.count[i];
                repeatsOfAge[histories.age[i]] += histories.count[i] * histories.frequency[i];
            }
        }
    }

    @Override
    public double customers() {
        return histories.customers;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        double[] logs = histories.logs(alpha);
        Rising bought = new Rising(r);
        double sum = -histories.repeats * log(alpha);
        double byR = 0;
        double byAlpha = histories.customers * r / alpha;
        for (int block = 0; block < customersOfBlock.length; block++) {
            bought.advanceTo(histories.frequency[histories.blocks[block]]);
            sum += customersOfBlock[block] * bought.log();
            byR += customersOfBlock[block] * bought.slope();
        }
        for (int time = 0; time < logs.length; time++) {
            double shapes = r * customersOfAge[time] + repeatsOfAge[time];
            sum -= shapes * logs[time];
            byR -= customersOfAge[time] * logs[time];
            byAlpha -= shapes / (alpha + histories.times[time]);
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        return sum;
    }
}
