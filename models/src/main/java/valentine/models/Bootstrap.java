package valentine.models;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Intervals of any measure by drawing customers again, with replacement (Efron 1979): 95 %, percentiles.
///
/// All rows of a customer are drawn together. The same seed gives the same intervals, whatever the threads; two
/// measures compared see the same draws. 1,000 draws of 100,000 customers take well under a second; of a million, whose
/// random access leaves the caches, 10 to 30 seconds: there ask for fewer draws, or for the normal interval of
/// [Scores#logLossDifference].
public final class Bootstrap {
    private static final int USUAL_DRAWS = 1_000;

    /// As many draws are work for one thread.
    private static final int PIECE = 32;

    private final int rows;
    private final int customers;
    private final @Nullable Clusters clusters;
    private final long seed;
    private final int draws;

    private Bootstrap(int rows, int customers, @Nullable Clusters clusters, long seed, int draws) {
        if (customers < 1) {
            throw new IllegalArgumentException("Drawing again needs customers");
        }
        if (draws < 1) {
            throw new IllegalArgumentException("At least one draw: " + draws);
        }
        this.rows = rows;
        this.customers = customers;
        this.clusters = clusters;
        this.seed = seed;
        this.draws = draws;
    }

    /// Of measures with one row a customer.
    public static Bootstrap ofCustomers(int customers, long seed) {
        return new Bootstrap(customers, customers, null, seed, USUAL_DRAWS);
    }

    /// Of measures where a customer may have several rows, as over several cuts: row i speaks of `customer[i]`.
    public static Bootstrap ofRows(int[] customer, long seed) {
        Clusters clusters = Clusters.of(customer);
        return new Bootstrap(customer.length, clusters.count(), clusters, seed, USUAL_DRAWS);
    }

    /// The same with more or fewer draws than 1,000.
    public Bootstrap draws(int number) {
        return new Bootstrap(rows, customers, clusters, seed, number);
    }

    /// The measure and its interval; empty where it means nothing of these customers.
    ///
    /// Draws of which it means nothing are left out.
    public Optional<Measured> interval(Measure measure) {
        return told(measure::of);
    }

    /// One measure minus another of the same rows and its interval; empty where either means nothing.
    public Optional<Difference> difference(Measure one, Measure other) {
        return told(times -> one.of(times) - other.of(times))
                .map(told -> new Difference(told.value(), told.low(), told.high(), told.customers()));
    }

    private Optional<Measured> told(ToDoubleFunction<int[]> measure) {
        int[] once = new int[rows];
        Arrays.fill(once, 1);
        double value = measure.applyAsDouble(once);
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        long[] seeds = new SplittableRandom(seed).longs(draws).toArray();
        double[] sorted = IntStream.range(0, (draws + PIECE - 1) / PIECE)
                .parallel()
                .mapToObj(piece -> drawn(measure, seeds, piece * PIECE, Math.min(draws, (piece + 1) * PIECE)))
                .flatMapToDouble(Arrays::stream)
                .filter(drawn -> !Double.isNaN(drawn))
                .sorted()
                .toArray();
        return Optional.of(
                new Measured(value, quantile(sorted, 0.025, value), quantile(sorted, 0.975, value), customers));
    }

    private double[] drawn(ToDoubleFunction<int[]> measure, long[] seeds, int from, int to) {
        double[] drawn = new double[to - from];
        int[] counts = new int[customers];
        int[] times = clusters == null ? counts : new int[rows];
        for (int draw = from; draw < to; draw++) {
            draw(counts, new SplittableRandom(seeds[draw]));
            if (clusters != null) {
                for (int i = 0; i < rows; i++) {
                    times[i] = counts[clusters.of(i)];
                }
            }
            drawn[draw - from] = measure.applyAsDouble(times);
        }
        return drawn;
    }

    /// Two customers out of each random long: the high part of a product is uniform enough below 2³¹ customers.
    private static void draw(int[] counts, SplittableRandom random) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < counts.length; i += 2) {
            long bits = random.nextLong();
            counts[(int) (((bits >>> 32) * counts.length) >>> 32)]++;
            if (i + 1 < counts.length) {
                counts[(int) (((bits & 0xFFFFFFFFL) * counts.length) >>> 32)]++;
            }
        }
    }

    /// Between neighbours in proportion; where nothing was drawn that means anything, the value itself.
    private static double quantile(double[] sorted, double share, double value) {
        if (sorted.length == 0) {
            return value;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
