package valentine.models.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import valentine.models.Special;

/// Whether foretold chances to be still there after a time can be taken at their word, though not all were seen so
/// long.
///
/// `error` is the mean distance between foretold and seen over the bins, customers counted alike.
public record SurvivalCalibration(double time, List<Bin> bins, double error, int customers) {
    public SurvivalCalibration {
        bins = List.copyOf(bins);
    }

    /// Customers with similar chances: the mean they were foretold, and the share still there after Kaplan and Meier
    /// with its 95 % interval.
    public record Bin(double foretold, double seen, double low, double high, int customers) {}

    /// Bins of about equal count, lowest chances first; customers with equal chances always share a bin.
    public static SurvivalCalibration of(Lifetimes lifetimes, double time, double[] chances, int bins) {
        if (chances.length != lifetimes.size() || bins < 1) {
            throw new IllegalArgumentException("Every customer has a chance and there are bins: " + lifetimes.size()
                    + " customers, " + chances.length + " chances, " + bins + " bins");
        }
        Special.checkFinite(chances);
        int[] order = IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> chances[row]))
                .mapToInt(row -> row)
                .toArray();
        List<Bin> table = new ArrayList<>();
        double error = 0;
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            boolean tied = to < order.length && chances[order[to]] == chances[order[to - 1]];
            long before = (long) from * bins / order.length;
            if (!tied && (long) to * bins / order.length > before) {
                Bin bin = bin(lifetimes, time, chances, Arrays.copyOfRange(order, from, to));
                table.add(bin);
                error += Math.abs(bin.foretold() - bin.seen()) * bin.customers() / order.length;
                from = to;
            }
        }
        return new SurvivalCalibration(time, table, error, order.length);
    }

    private static Bin bin(Lifetimes lifetimes, double time, double[] chances, int[] rows) {
        double foretold =
                Arrays.stream(rows).mapToDouble(row -> chances[row]).average().orElseThrow();
        KaplanMeier.Step seen = KaplanMeier.of(lifetimes.select(rows)).after(time);
        return new Bin(foretold, seen.survival(), seen.low(), seen.high(), rows.length);
    }
}
