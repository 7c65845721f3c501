package valentine.models;

import static java.lang.Math.log;

import java.util.Arrays;

/// The likelihood of [GammaGamma] over returning customers, spend counted in units of its mean: p, q, gamma.
final class SpendSurface implements Surface {
    private final int[] frequencies;
    private final int[] customersOf;
    private final int[] frequency;
    private final double[] total;
    private final double unit;
    private double sumOfLogs;
    private double sumOfFrequentLogs;

    /// Customers with frequency and mean above 0 only.
    SpendSurface(int[] frequency, double[] mean) {
        this.unit = Arrays.stream(mean).average().orElse(1);
        this.frequency = frequency;
        this.total = new double[mean.length];
        int highest = Arrays.stream(frequency).max().orElse(0);
        int[] counts = new int[highest + 1];
        for (int i = 0; i < mean.length; i++) {
            total[i] = frequency[i] * mean[i] / unit;
            sumOfLogs += log(mean[i] / unit);
            sumOfFrequentLogs += frequency[i] * log(total[i]);
            counts[frequency[i]]++;
        }
        frequencies = Arrays.stream(frequency).distinct().toArray();
        customersOf = Arrays.stream(frequencies).map(x -> counts[x]).toArray();
    }

    int customers() {
        return total.length;
    }

    /// The mean spend, in money.
    double unit() {
        return unit;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double p = parameters[0];
        double q = parameters[1];
        double gamma = parameters[2];
        double n = total.length;
        double sum = n * (q * log(gamma) - Special.logGamma(q)) + p * sumOfFrequentLogs - sumOfLogs;
        double byP = sumOfFrequentLogs;
        double byQ = n * (log(gamma) - Special.digamma(q));
        double byGamma = n * q / gamma;
        for (int i = 0; i < frequencies.length; i++) {
            double shape = p * frequencies[i];
            double both = Special.digamma(shape + q);
            sum += customersOf[i] * Special.logRising(shape, q);
            byP += customersOf[i] * frequencies[i] * (both - Special.digamma(shape));
            byQ += customersOf[i] * both;
        }
        for (int i = 0; i < total.length; i++) {
            double logTotal = log(gamma + total[i]);
            double shape = p * frequency[i] + q;
            sum -= shape * logTotal;
            byP -= frequency[i] * logTotal;
            byQ -= logTotal;
            byGamma -= shape / (gamma + total[i]);
        }
        gradient[0] = byP;
        gradient[1] = byQ;
        gradient[2] = byGamma;
        return sum;
    }
}
