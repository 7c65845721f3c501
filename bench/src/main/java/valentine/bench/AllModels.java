package valentine.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.models.Fit;
import valentine.models.GammaGamma;
import valentine.models.Logistic;
import valentine.models.Prospects;
import valentine.models.PurchaseModel;
import valentine.models.SpendFit;
import valentine.models.Summaries;

/// Every model of `valentine.models` over the summaries of everybody, as scoring uses them: what is equal is computed
/// once, on all processors.
final class AllModels {
    private static final List<Function<Summaries, Fit>> FITS =
            List.of(Fit::bgNbd, Fit::mbgNbd, Fit::paretoNbd, Fit::nbd);

    private final int horizon;
    private final int[] frequency;
    private final int[] recency;
    private final int[] age;
    private final double[] spend;
    private final boolean[] came;

    private @Nullable Summaries summaries;
    private List<PurchaseModel> models = List.of();
    private List<Logistic> logistics = List.of();
    private @Nullable GammaGamma spending;
    private double told;

    private AllModels(int horizon, Gathering from) {
        this.horizon = horizon;
        this.frequency = Arrays.copyOf(from.frequency, from.size);
        this.recency = Arrays.copyOf(from.recency, from.size);
        this.age = Arrays.copyOf(from.age, from.size);
        this.spend = Arrays.copyOf(from.spend, from.size);
        this.came = Arrays.copyOf(from.came, from.size);
    }

    /// Takes summaries one by one.
    static final class Gathering {
        private final int horizon;
        private int[] frequency = new int[1024];
        private int[] recency = new int[1024];
        private int[] age = new int[1024];
        private double[] spend = new double[1024];
        private boolean[] came = new boolean[1024];
        private int size;

        Gathering(int horizon) {
            this.horizon = horizon;
        }

        void add(int repeats, int last, int known, double mean, boolean bought) {
            if (size == frequency.length) grow(2 * size);
            frequency[size] = repeats;
            recency[size] = last;
            age[size] = known;
            spend[size] = mean;
            came[size++] = bought;
        }

        AllModels models() {
            return new AllModels(horizon, this);
        }

        private void grow(int length) {
            frequency = Arrays.copyOf(frequency, length);
            recency = Arrays.copyOf(recency, length);
            age = Arrays.copyOf(age, length);
            spend = Arrays.copyOf(spend, length);
            came = Arrays.copyOf(came, length);
        }
    }

    int size() {
        return frequency.length;
    }

    void fit() {
        Summaries all = Summaries.of(frequency, recency, age);
        summaries = all;
        models = FITS.parallelStream()
                .map(fit -> fit.apply(all))
                .map(fit -> switch (fit) {
                    case Fit.Fitted fitted -> fitted.model();
                    case Fit.NoDropout without -> without.nbd();
                    case valentine.models.Unfit unfit -> throw new IllegalStateException(unfit.why());
                })
                .toList();
        SpendFit spent = GammaGamma.fit(frequency, spend);
        spending = spent instanceof SpendFit.Fitted fitted ? fitted.model() : null;
        logistics = learn(all);
    }

    /// One by silence against the own rhythm, one by frequency, recency and age; each history stands twice, for those
    /// who came and for those who did not.
    private List<Logistic> learn(Summaries all) {
        int rows = 2 * all.distinct();
        double[] weight = new double[rows];
        boolean[] outcome = new boolean[rows];
        for (int i = 0; i < came.length; i++) {
            weight[2 * all.group(i) + (came[i] ? 1 : 0)]++;
        }
        double[][] columns = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            outcome[row] = row % 2 == 1;
            double[] features = features(all, row / 2);
            for (int j = 0; j < columns.length; j++) {
                columns[j][row] = features[j];
            }
        }
        List<Logistic> learned = new ArrayList<>();
        learned.add(Logistic.fit(new double[][] {columns[3]}, outcome, weight, 1));
        learned.add(Logistic.fit(new double[][] {columns[0], columns[1], columns[2]}, outcome, weight, 1));
        return learned;
    }

    private static double[] features(Summaries all, int i) {
        double silence = all.age(i) - all.recency(i);
        double rhythm = (all.age(i) + 1) / (all.frequency(i) + 1);
        return new double[] {
            Math.log1p(all.frequency(i)), Math.log1p(silence), Math.log1p(all.age(i)), Math.log1p(silence / rhythm)
        };
    }

    /// Everybody's chance and number of purchases by each model, and what they spend.
    void tell() {
        Summaries all = Objects.requireNonNull(summaries);
        told = 0;
        for (PurchaseModel model : models) {
            double[] chance = new double[all.distinct()];
            double[] purchases = new double[all.distinct()];
            Prospects prospects = Prospects.of(model, all, horizon);
            IntStream.range(0, all.distinct()).parallel().forEach(i -> {
                chance[i] = prospects.probabilityActive(i);
                purchases[i] = prospects.expectedPurchases(i);
            });
            told += total(all, chance) + total(all, purchases);
        }
        double[] byRhythm = new double[all.distinct()];
        double[] bySummary = new double[all.distinct()];
        IntStream.range(0, all.distinct()).parallel().forEach(i -> {
            double[] features = features(all, i);
            byRhythm[i] = logistics.get(0).probability(features[3]);
            bySummary[i] = logistics.get(1).probability(features[0], features[1], features[2]);
        });
        told += total(all, byRhythm) + total(all, bySummary);
        GammaGamma model = spending;
        if (model != null) {
            told += IntStream.range(0, size())
                    .filter(i -> frequency[i] > 0 && spend[i] > 0)
                    .mapToDouble(i -> model.expectedSpend(frequency[i], spend[i]))
                    .sum();
        }
    }

    /// Hands each customer the value of his history, as scoring does.
    private double total(Summaries all, double[] byHistory) {
        double[] own = new double[size()];
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] = byHistory[all.group(i)];
            sum += own[i];
        }
        return sum;
    }

    /// What came out, so that nothing could be left out.
    String answer() {
        return String.format(
                Locale.ROOT,
                "%d models, %d logistics, spend %s, %,d histories, sum %,.0f",
                models.size(),
                logistics.size(),
                spending == null ? "not fitted" : "fitted",
                Objects.requireNonNull(summaries).distinct(),
                told);
    }
}
