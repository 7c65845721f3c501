package valentine.models.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import valentine.models.Bootstrap;
import valentine.models.Difference;
import valentine.models.Measure;
import valentine.models.Measured;

/// Ways to foretell how long customers stay, tried on customers they have not learned from.
///
/// Customers are dealt into folds; each fold is foretold by what was learned from the others. Intervals draw customers
/// again. `left` of `customers` left; the times are those of the Brier score, and its mean over them is what counts.
public record SurvivalTrial(List<Entry> entries, List<Double> times, int customers, int left, int folds) {
    /// A thousand draws of a concordance take seconds; the ends of an interval hardly move beyond these.
    private static final int DRAWS = 400;

    private static final int BINS = 10;

    public SurvivalTrial {
        entries = List.copyOf(entries);
        times = List.copyOf(times);
    }

    /// How one of them did.
    public sealed interface Entry {
        String name();
    }

    /// `harrell` and `uno` are concordances (0.5 is a coin), the second of departures before the last time only.
    ///
    /// `brier` is the score at each time and `score` their mean. `against` is that score minus the one of each that
    /// was tried before it, in their order, on the same customers: below zero this one is better. `calibrations`
    /// are told at each time. Concordances are empty where nobody can be compared.
    public record Tried(
            String name,
            Optional<Measured> harrell,
            Optional<Measured> uno,
            List<Double> brier,
            Measured score,
            List<Difference> against,
            List<SurvivalCalibration> calibrations)
            implements Entry {
        public Tried {
            brier = List.copyOf(brier);
            against = List.copyOf(against);
            calibrations = List.copyOf(calibrations);
        }

        /// The score minus the one of the first that was tried; nothing of the first itself.
        public Difference behind() {
            return against.isEmpty() ? new Difference(0, 0, 0, score.customers()) : against.getFirst();
        }

        /// At the middle time.
        public SurvivalCalibration calibration() {
            return calibrations.get((calibrations.size() - 1) / 2);
        }
    }

    /// It could not learn from all folds, and why.
    public record Untried(String name, String why) implements Entry {}

    /// Tries them in their order; the first that can learn is the one to beat: begin with [Learner#everybody].
    ///
    /// Times rise from above 0 and end before the last customer was seen. The same seed deals the same folds.
    public static SurvivalTrial of(
            Lifetimes lifetimes, SequencedMap<String, Learner> learners, double[] times, int folds, long seed) {
        if (learners.isEmpty() || times.length == 0 || folds < 2 || folds > lifetimes.size()) {
            throw new IllegalArgumentException("A trial needs learners, times and 2 to " + lifetimes.size() + " folds: "
                    + learners.size() + ", " + times.length + " and " + folds);
        }
        int[][] dealt = dealt(lifetimes.size(), folds, seed);
        Bootstrap bootstrap = Bootstrap.ofCustomers(lifetimes.size(), seed).draws(DRAWS);
        List<Entry> entries = new ArrayList<>();
        List<Measure> before = new ArrayList<>();
        for (Map.Entry<String, Learner> learner : learners.entrySet()) {
            double[][] survival = new double[lifetimes.size()][];
            Optional<NoModel> none = foretell(learner.getValue(), dealt, times, survival);
            if (none.isPresent()) {
                entries.add(new Untried(learner.getKey(), none.get().why()));
                continue;
            }
            BrierScore score = BrierScore.of(lifetimes, lifetimes, times, survival);
            entries.add(tried(learner.getKey(), lifetimes, times, survival, bootstrap, before, score));
            before.add(score.measure());
        }
        List<Double> told = Arrays.stream(times).boxed().toList();
        return new SurvivalTrial(entries, told, lifetimes.size(), lifetimes.leavers(), folds);
    }

    private static Optional<NoModel> foretell(Learner learner, int[][] dealt, double[] times, double[][] survival) {
        for (int fold = 0; fold < dealt.length; fold++) {
            int now = fold;
            int[] others = IntStream.range(0, dealt.length)
                    .filter(other -> other != now)
                    .flatMap(other -> Arrays.stream(dealt[other]))
                    .toArray();
            switch (learner.learn(others)) {
                case NoModel none -> {
                    return Optional.of(none);
                }
                case Foresight.Curves curves -> {
                    for (int row : dealt[fold]) {
                        survival[row] = Arrays.stream(times)
                                .map(time -> curves.survival(row, time))
                                .toArray();
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Tried tried(
            String name,
            Lifetimes lifetimes,
            double[] times,
            double[][] survival,
            Bootstrap bootstrap,
            List<Measure> before,
            BrierScore score) {
        // Who is expected to stay for a shorter part of the times is at the higher risk.
        double[] risk = Arrays.stream(survival)
                .mapToDouble(chances -> -Arrays.stream(chances).sum())
                .toArray();
        double last = times[times.length - 1];
        return new Tried(
                name,
                bootstrap.interval(Concordance.harrell(lifetimes, risk)),
                bootstrap.interval(Concordance.uno(lifetimes, lifetimes, risk, last)),
                IntStream.range(0, times.length).mapToObj(score::at).toList(),
                bootstrap.interval(score.measure()).orElseThrow(),
                before.stream()
                        .map(other ->
                                bootstrap.difference(score.measure(), other).orElseThrow())
                        .toList(),
                IntStream.range(0, times.length)
                        .mapToObj(k -> SurvivalCalibration.of(lifetimes, times[k], chances(survival, k), BINS))
                        .toList());
    }

    private static double[] chances(double[][] survival, int time) {
        return Arrays.stream(survival).mapToDouble(row -> row[time]).toArray();
    }

    private static int[][] dealt(int customers, int folds, long seed) {
        int[] order = IntStream.range(0, customers).toArray();
        Random random = new Random(seed);
        for (int i = customers - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return IntStream.range(0, folds)
                .mapToObj(fold -> IntStream.range(0, customers)
                        .filter(i -> i % folds == fold)
                        .map(i -> order[i])
                        .toArray())
                .toArray(int[][]::new);
    }
}
