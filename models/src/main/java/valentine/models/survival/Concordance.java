package valentine.models.survival;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import valentine.models.Measure;
import valentine.models.Special;

/// How often, of two customers of whom one is known to have left first, that one was given the higher risk.
///
/// 0.5 is a coin, 1 the right order; equal risks count half. As a [Measure] its interval comes from a [Bootstrap]:
/// `Bootstrap.ofCustomers(n, seed).interval(Concordance.harrell(lifetimes, risk))`.
public final class Concordance implements Measure {
    private final Lifetimes lifetimes;
    /// Customers, the longest seen first; of the same time those who were last seen before those who left.
    private final int[] order;
    private final int[] rank;
    private final int ranks;
    /// What a pair counts in which this customer leaves first.
    private final double[] weight;

    private Concordance(Lifetimes lifetimes, double[] risk, double[] weight) {
        if (lifetimes.size() != risk.length) {
            throw new IllegalArgumentException(
                    "Every customer has a risk: " + lifetimes.size() + " and " + risk.length);
        }
        Special.checkFinite(risk);
        this.lifetimes = lifetimes;
        this.weight = weight;
        double[] distinct =
                Arrays.stream(risk).map(r -> r + 0.0).sorted().distinct().toArray();
        this.ranks = distinct.length;
        this.rank = Arrays.stream(risk)
                .mapToInt(r -> Arrays.binarySearch(distinct, r + 0.0))
                .toArray();
        this.order = IntStream.range(0, risk.length)
                .boxed()
                .sorted((one, other) -> {
                    int longer = Double.compare(lifetimes.duration(other), lifetimes.duration(one));
                    return longer != 0 ? longer : Boolean.compare(lifetimes.left(one), lifetimes.left(other));
                })
                .mapToInt(i -> i)
                .toArray();
    }

    /// Harrell's C (1982): all pairs that can be compared count the same.
    public static Concordance harrell(Lifetimes lifetimes, double[] risk) {
        double[] weight = new double[lifetimes.size()];
        Arrays.fill(weight, 1);
        return new Concordance(lifetimes, risk, weight);
    }

    /// Uno's C (2011): pairs count by how rarely so long a time is seen, so that when customers were last seen does
    /// not matter; who left at `until` or later is left out.
    ///
    /// The chance to be in sight is learned from `censoring`: the customers the risks were learned from, or
    /// the same.
    public static Concordance uno(Lifetimes censoring, Lifetimes lifetimes, double[] risk, double until) {
        if (!(until > 0)) {
            throw new IllegalArgumentException("Times before " + until + " are none");
        }
        InSight inSight = new InSight(censoring);
        double[] weight = new double[lifetimes.size()];
        for (int i = 0; i < weight.length; i++) {
            if (lifetimes.left(i) && lifetimes.duration(i) < until) {
                double chance = inSight.at(lifetimes.duration(i));
                weight[i] = 1 / (chance * chance);
            }
        }
        return new Concordance(lifetimes, risk, weight);
    }

    /// The concordance; empty where nobody can be compared.
    public OptionalDouble value() {
        int[] once = new int[rank.length];
        Arrays.fill(once, 1);
        double value = of(once);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public double of(int[] times) {
        if (times.length != rank.length) {
            throw new IllegalArgumentException("The measure has " + rank.length + " rows, not " + times.length);
        }
        Counts later = new Counts(ranks);
        double won = 0;
        double pairs = 0;
        int to;
        for (int from = 0; from < order.length; from = to) {
            int first = order[from];
            // Who is last seen when another leaves stayed longer; two who leave together cannot be compared.
            for (to = from; to < order.length && together(first, order[to]); to++) {
                int row = order[to];
                if (lifetimes.left(row)) {
                    double counts = weight[row] * times[row];
                    won += counts * (later.below(rank[row]) + later.at(rank[row]) / 2.0);
                    pairs += counts * later.all();
                }
            }
            for (int place = from; place < to; place++) {
                later.add(rank[order[place]], times[order[place]]);
            }
        }
        return won / pairs;
    }

    private boolean together(int one, int other) {
        return lifetimes.duration(one) == lifetimes.duration(other) && lifetimes.left(one) == lifetimes.left(other);
    }
}
