package valentine.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import valentine.models.Fit;
import valentine.models.ParetoNbd;
import valentine.models.Prospects;
import valentine.models.PurchaseModel;
import valentine.models.Summaries;

/// What the closed forms cost: fits of the CDNOW sample and of simulated customers of its parameters, and grouping,
/// fitting and foretelling for 10,000 to 10,000,000 of them.
///
/// The file of the sample (`models/cdnow_sample_cbs_39w.csv`) may be named; without it as many are simulated. For the
/// figures of one core, start it under `taskset -c 0`.
final class ModelsBench {
    private static final ParetoNbd TRUTH = new ParetoNbd(.5533, 10.5777, .6062, 11.6687);
    private static final double WEEK = 1.0 / 7;
    private static final int DAYS = 273;
    private static final int COHORT = 84;
    private static final int YEAR = 364;
    private static final double HORIZON = 39;
    private static final int WARM = 150;
    private static final int ROUNDS = 15;

    private ModelsBench() {}

    public static void main(String[] arguments) throws Exception {
        Summaries sample = arguments.length > 0 ? sample(Path.of(arguments[0])) : simulated(2_357);
        String origin = arguments.length > 0 ? "CDNOW sample" : "simulated sample";
        fits(origin, sample);
        fits("ten times as many, simulated", simulated(23_570));
        for (int customers = 10_000; customers <= 10_000_000; customers *= 10) {
            curve("came within 12 weeks", customers, DAYS, COHORT);
        }
        curve("came within a year", 10_000_000, YEAR, YEAR);
    }

    private static void fits(String origin, Summaries summaries) throws Exception {
        fit(origin, "BG/NBD", summaries, Fit::bgNbd);
        fit(origin, "MBG/NBD", summaries, Fit::mbgNbd);
        fit(origin, "Pareto/NBD", summaries, Fit::paretoNbd);
    }

    /// Warm: the code is compiled and the summaries are laid out, as for the second model that is fitted to them.
    private static void fit(String origin, String name, Summaries summaries, Function<Summaries, Fit> model)
            throws Exception {
        Fit[] fit = new Fit[1];
        for (int i = 0; i < WARM; i++) {
            fit[0] = model.apply(summaries);
        }
        Times times = new Times();
        for (int i = 0; i < ROUNDS; i++) {
            times.measure(() -> fit[0] = model.apply(summaries));
        }
        Fit.Fitted fitted = fitted(fit[0]);
        System.out.printf(
                Locale.ROOT,
                "%s, %,d customers: %s fitted in %.1f ms (median of %d, slowest %.1f), %d evaluations, LL %.6f%n",
                origin,
                summaries.customers(),
                name,
                1e3 * times.median(),
                ROUNDS,
                1e3 * times.percentile(100),
                fitted.evaluations(),
                fitted.logLikelihood());
    }

    private static void curve(String origin, int customers, int days, int cohort) throws Exception {
        SimulatedBuyers buyers = new SimulatedBuyers(customers, TRUTH, days, cohort);
        System.gc();
        peak(true);
        Summaries[] summaries = new Summaries[1];
        double grouping = new Times()
                .measure(() -> summaries[0] = Summaries.of(buyers.frequency, buyers.recency, buyers.age, WEEK));
        Summaries all = summaries[0];
        Fit[] fits = new Fit[2];
        double pareto = new Times().measure(() -> fits[0] = Fit.paretoNbd(all));
        double[] active = new double[customers];
        double[] expected = new double[customers];
        double foretelling = new Times().measure(() -> foretell(fitted(fits[0]).model(), all, active, expected));
        double bg = new Times().measure(() -> fits[1] = Fit.bgNbd(all));
        System.out.printf(
                Locale.ROOT,
                "%,d customers who %s, %,d histories: grouped %.3f s, Pareto/NBD %.3f s, foretold for all %.3f s,"
                        + " BG/NBD %.3f s, heap at most %,d MiB (%s, %.0f purchases to come)%n",
                customers,
                origin,
                all.distinct(),
                grouping,
                pareto,
                foretelling,
                bg,
                peak(false) >> 20,
                fitted(fits[0]).model(),
                sum(expected));
    }

    /// Everybody's chance to buy and number of purchases: once for each history, then handed to each customer.
    private static void foretell(PurchaseModel model, Summaries all, double[] active, double[] expected) {
        Prospects prospects = Prospects.of(model, all, HORIZON);
        for (int i = 0; i < active.length; i++) {
            int history = all.group(i);
            active[i] = prospects.probabilityActive(history);
            expected[i] = prospects.expectedPurchases(history);
        }
    }

    private static Fit.Fitted fitted(Fit fit) {
        if (fit instanceof Fit.Fitted fitted) return fitted;
        throw new IllegalStateException("Not fitted: " + fit);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }

    /// The sum of the peaks of all generations, which is at least the peak of their sum.
    private static long peak(boolean fresh) {
        long peak = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() != MemoryType.HEAP) continue;
            if (fresh) pool.resetPeakUsage();
            peak += pool.getPeakUsage().getUsed();
        }
        return peak;
    }

    private static Summaries simulated(int customers) {
        SimulatedBuyers buyers = new SimulatedBuyers(customers, TRUTH, DAYS, COHORT);
        return Summaries.of(buyers.frequency, buyers.recency, buyers.age, WEEK);
    }

    private static Summaries sample(Path file) throws IOException {
        List<int[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .map(row -> new int[] {Integer.parseInt(row[2]), Integer.parseInt(row[3]), Integer.parseInt(row[4])})
                .toList();
        return Summaries.of(column(rows, 0), column(rows, 1), column(rows, 2), WEEK);
    }

    private static int[] column(List<int[]> rows, int index) {
        return rows.stream().mapToInt(row -> row[index]).toArray();
    }
}
