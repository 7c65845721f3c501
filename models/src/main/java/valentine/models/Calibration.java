package valentine.models;

import java.util.ArrayList;
import java.util.List;

/// Whether foretold chances can be taken at their word: of those told 30 %, did 30 % come?
///
/// `error` is the expected calibration error over the bins; a slope of 1 and an intercept of 0 are perfect.
public record Calibration(
        List<Bin> bins, double meanPredicted, double observed, double error, double slope, double intercept) {
    public Calibration {
        bins = List.copyOf(bins);
    }

    /// On how many customers all of it rests.
    public long customers() {
        return bins.stream().mapToLong(bin -> bin.observed().total()).sum();
    }

    /// The error that chance alone would show on average, were every chance right and no customer tied to another.
    ///
    /// Few customers never come in the very share foretold: hold the error against this, not against zero. Each
    /// bin adds the mean absolute deviation of a binomial with its mean chance (de Moivre 1730).
    public double errorByChance() {
        return bins.stream()
                        .mapToDouble(bin -> deviation((double) bin.observed().total(), bin.predicted()))
                        .sum()
                / (double) customers();
    }

    /// How far the number of n customers who come lies from n·p in the mean.
    private static double deviation(double n, double p) {
        double most = Math.min(Math.floor(n * p) + 1, n);
        if (p <= 0 || p >= 1) {
            return 0;
        }
        double ways = Special.logGamma(n + 1) - Special.logGamma(most + 1) - Special.logGamma(n - most + 1);
        return 2 * most * (1 - p) * Math.exp(ways + most * Math.log(p) + (n - most) * Math.log1p(-p));
    }

    /// Customers with similar chances: the mean chance they were given and the share of them that came.
    public record Bin(double predicted, Share observed) {}

    /// Bins of about equal count, lowest chances first; customers with equal chances always share a bin.
    public static Calibration of(double[] predicted, boolean[] outcome, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("A calibration needs bins: " + bins);
        }
        List<Bin> table = table(Ranking.of(predicted, outcome), predicted.length, bins);
        double meanPredicted = 0;
        double observed = 0;
        double error = 0;
        for (Bin bin : table) {
            double part = (double) bin.observed().total() / predicted.length;
            meanPredicted += part * bin.predicted();
            observed += part * bin.observed().value();
            error += part * Math.abs(bin.predicted() - bin.observed().value());
        }
        Recalibration line = Recalibration.fit(predicted, outcome);
        return new Calibration(table, meanPredicted, observed, error, line.slope(), line.intercept());
    }

    private static List<Bin> table(Ranking ranking, int customers, int bins) {
        List<Bin> table = new ArrayList<>();
        double sum = 0;
        long came = 0;
        long size = 0;
        long passed = 0;
        long filled = 0;
        for (int i = 0; i < ranking.ties(); i++) {
            sum += ranking.chance(i) * ranking.size(i);
            came += ranking.came(i);
            size += ranking.size(i);
            passed += ranking.size(i);
            if (passed * bins / customers > filled) {
                table.add(new Bin(sum / size, Share.of(came, size)));
                sum = 0;
                came = 0;
                size = 0;
                filled = passed * bins / customers;
            }
        }
        return table;
    }
}
