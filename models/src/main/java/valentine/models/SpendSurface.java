package valentine.models;

import static java.lang.Math.log;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The likelihood of [GammaGamma] over returning customers, spend counted in units of its mean: p, q, gamma.
///
/// Customers of one frequency have one shape, so that all it asks of their money is a sum of logarithms and a sum of
/// inverses.
final class SpendSurface implements Surface {
    /// So many customers share one logarithm, that of their product: what they spent stays far from overflow.
    private static final int TOGETHER = 8;

    /// As many customers are work for one thread; where pieces begin depends on nothing else, so that sums never
    /// depend on the threads.
    private static final int PIECE = 1 << 15;

    private static final int ONE_IN = 16;

    private static final int WORTH_A_SAMPLE = 100_000;

    private final Numbered frequency;
    /// What each customer spent in all, in the order of frequencies.
    private final double[] total;
    private final int[] pieceFrom;
    private final int[] pieceRank;
    private final double[] customersOf;
    private final double unit;
    private double sumOfLogs;
    private double sumOfFrequentLogs;

    /// Customers with frequency and mean above 0 only.
    SpendSurface(int[] frequency, double[] mean) {
        this(frequency, mean, Arrays.stream(mean).average().orElse(1));
    }

    private SpendSurface(int[] frequency, double[] mean, double unit) {
        this.unit = unit;
        this.frequency = Numbered.of(frequency);
        this.total = new double[mean.length];
        int[] rank = this.frequency.ranks;
        int[] next = new int[this.frequency.values.length + 1];
        for (int each : rank) {
            next[each + 1]++;
        }
        customersOf = Arrays.stream(next).skip(1).asDoubleStream().toArray();
        Arrays.parallelPrefix(next, Integer::sum);
        int[] starts = next.clone();
        for (int i = 0; i < mean.length; i++) {
            double spent = frequency[i] * mean[i] / unit;
            total[next[rank[i]]++] = spent;
            double logSpent = log(spent);
            sumOfLogs += logSpent;
            sumOfFrequentLogs += frequency[i] * logSpent;
        }
        for (int i = 0; i < customersOf.length; i++) {
            sumOfLogs -= customersOf[i] * log(this.frequency.values[i]);
        }
        int[] from = new int[customersOf.length + total.length / PIECE + 1];
        int[] of = from.clone();
        int pieces = 0;
        for (int i = 0; i < customersOf.length; i++) {
            for (int start = starts[i]; start < starts[i + 1]; start += PIECE) {
                of[pieces] = i;
                from[pieces++] = start;
            }
        }
        from[pieces] = total.length;
        pieceFrom = Arrays.copyOf(from, pieces + 1);
        pieceRank = Arrays.copyOf(of, pieces);
    }

    /// One customer in so many, to find the neighbourhood of the top on; nothing where all of them are few.
    static @Nullable SpendSurface sample(int[] frequency, double[] mean, double unit) {
        if (mean.length < WORTH_A_SAMPLE) {
            return null;
        }
        int[] members =
                IntStream.range(0, mean.length / ONE_IN).map(i -> i * ONE_IN).toArray();
        int[] frequencies = Arrays.stream(members).map(i -> frequency[i]).toArray();
        double[] means = Arrays.stream(members).mapToDouble(i -> mean[i]).toArray();
        return new SpendSurface(frequencies, means, unit);
    }

    @Override
    public double customers() {
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
        for (int i = 0; i < customersOf.length; i++) {
            int x = frequency.values[i];
            double shape = p * x;
            double both = Special.digamma(shape + q);
            sum += customersOf[i] * Special.logRising(shape, q);
            byP += customersOf[i] * x * (both - Special.digamma(shape));
            byQ += customersOf[i] * both;
        }
        double[] logs = new double[pieceRank.length];
        double[] inverses = new double[pieceRank.length];
        IntStream.range(0, pieceRank.length).parallel().forEach(piece -> {
            add(piece, gamma, logs, inverses);
        });
        for (int piece = 0; piece < pieceRank.length; piece++) {
            int x = frequency.values[pieceRank[piece]];
            sum -= (p * x + q) * logs[piece];
            byP -= x * logs[piece];
            byQ -= logs[piece];
            byGamma -= (p * x + q) * inverses[piece];
        }
        gradient[0] = byP;
        gradient[1] = byQ;
        gradient[2] = byGamma;
        return sum;
    }

    private void add(int piece, double gamma, double[] logs, double[] inverses) {
        int end = pieceFrom[piece + 1];
        double logSum = 0;
        double inverseSum = 0;
        for (int i = pieceFrom[piece]; i < end; ) {
            double product = 1;
            for (int stop = Math.min(end, i + TOGETHER); i < stop; i++) {
                double spent = gamma + total[i];
                product *= spent;
                inverseSum += 1 / spent;
            }
            logSum += log(product);
        }
        logs[piece] = logSum;
        inverses[piece] = inverseSum;
    }
}
