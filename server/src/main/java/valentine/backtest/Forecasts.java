package valentine.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.models.Calibration;
import valentine.models.CountScores;
import valentine.models.Difference;
import valentine.models.Gain;
import valentine.models.Scores;
import valentine.models.Share;
import valentine.models.ValueScores;
import valentine.staying.Candidate;
import valentine.staying.Hindsight;
import valentine.staying.Pairing;

/// The forecasts of several cuts, one after the other, with whom they are about and what came.
final class Forecasts {
    private static final int BINS = 10;
    private static final int FEWEST = 30;
    private static final int MOST_APART = 7;
    private static final int MANY_COHORTS = 12;

    private final List<Hindsight> cuts;
    final boolean[] came;
    final int[] customer;
    /// The score's.
    final double[] told;

    Forecasts(List<Hindsight> cuts) {
        this.cuts = List.copyOf(cuts);
        int size = cuts.stream().mapToInt(Hindsight::size).sum();
        came = new boolean[size];
        customer = new int[size];
        told = new double[size];
        int next = 0;
        for (Hindsight cut : cuts) {
            boolean[] all = cut.came();
            double[] score = cut.score();
            for (int i = 0; i < all.length; i++) {
                came[next] = all[i];
                told[next] = score[i];
                customer[next++] = cut.customer(i);
            }
        }
    }

    int size() {
        return came.length;
    }

    int positives() {
        return (int) IntStream.range(0, came.length).filter(i -> came[i]).count();
    }

    int customers() {
        return (int) Arrays.stream(customer).distinct().count();
    }

    /// The score first, then every candidate that was told on any of the cuts.
    List<Result> results() {
        List<Result> results = new ArrayList<>();
        results.add(result(Result.SCORE, "the score", false, cuts.size(), told, told, came, customer));
        for (Candidate candidate : Candidate.values()) {
            List<Hindsight> tried =
                    cuts.stream().filter(cut -> cut.alone(candidate) != null).toList();
            if (!tried.isEmpty()) {
                Forecasts own = tried.size() == cuts.size() ? this : new Forecasts(tried);
                results.add(own.result(
                        candidate.key(),
                        candidate.words(),
                        candidate.isReference(),
                        tried.size(),
                        own.of(candidate),
                        own.told,
                        own.came,
                        own.customer));
            }
        }
        return results;
    }

    /// The orders that the score, the stories that held on all cuts, and the horizon before let expect.
    List<Counts> counts() {
        int[] came = each((cut, i) -> cut.orders(i));
        int[] frequency = each((cut, i) -> cut.ordersBefore(i) - 1);
        List<Counts> counts = new ArrayList<>();
        counts.add(new Counts(
                Result.SCORE,
                "the score",
                CountScores.of(join(Hindsight::expectedOrders), came, frequency, MOST_APART)));
        for (Candidate candidate : Candidate.values()) {
            if (cuts.stream().allMatch(cut -> cut.counted(candidate) != null)) {
                counts.add(new Counts(
                        candidate.key(),
                        candidate.words(),
                        CountScores.of(
                                join(cut -> Objects.requireNonNull(cut.counted(candidate))),
                                came,
                                frequency,
                                MOST_APART)));
            }
        }
        counts.add(new Counts(
                Counts.BEFORE,
                "as many as in the horizon before",
                CountScores.of(join(Hindsight::ordersLately), came, frequency, MOST_APART)));
        return counts;
    }

    /// The money that the score and the horizon before let expect; none where the past names none.
    List<Worth> worth() {
        double[] came = join(Hindsight::money);
        if (Arrays.stream(came).allMatch(one -> one == 0)) {
            return List.of();
        }
        return List.of(
                new Worth(Result.SCORE, "the score", ValueScores.of(join(Hindsight::expectedMoney), came)),
                new Worth(
                        Counts.BEFORE,
                        "as much as in the horizon before",
                        ValueScores.of(
                                Arrays.stream(join(Hindsight::moneyLately))
                                        .map(one -> Math.max(0, one))
                                        .toArray(),
                                came)));
    }

    private double[] join(Function<Hindsight, double[]> what) {
        return cuts.stream()
                .flatMapToDouble(cut -> Arrays.stream(what.apply(cut)))
                .toArray();
    }

    /// What a candidate told, NaN on the cuts where it could not.
    double[] of(Candidate candidate) {
        double[] all = new double[size()];
        int next = 0;
        for (Hindsight cut : cuts) {
            double @Nullable [] one = cut.alone(candidate);
            if (one == null) {
                Arrays.fill(all, next, next + cut.size(), Double.NaN);
            } else {
                System.arraycopy(one, 0, all, next, one.length);
            }
            next += cut.size();
        }
        return all;
    }

    private Result result(
            String way,
            String words,
            boolean baseline,
            int tried,
            double[] told,
            double[] score,
            boolean[] came,
            int[] customer) {
        return new Result(
                way,
                words,
                baseline,
                tried,
                told.length,
                Scores.logLoss(told, came),
                Scores.logLossDifference(told, score, came, customer),
                Scores.brier(told, came),
                Scores.auc(told, came),
                Scores.lift(told, came, 1.0 / BINS),
                Gain.of(told, came, 2 * BINS),
                Calibration.of(told, came, BINS));
    }

    /// The log loss of the score less a candidate's, on the forecasts that meet a condition and that both made.
    Difference against(Candidate candidate, IntPredicate among) {
        double[] other = of(candidate);
        int[] rows = rows(i -> among.test(i) && !Double.isNaN(other[i]));
        return Scores.logLossDifference(pick(told, rows), pick(other, rows), pick(came, rows), pick(customer, rows));
    }

    private Group group(String name, IntPredicate among) {
        int[] rows = rows(among);
        if (rows.length == 0) {
            return new Group(name, 0, 0, new Share(0, 0, 0, 1), 0, new Difference(0, 0, 0, 0), 0.5, 0);
        }
        double[] score = pick(told, rows);
        boolean[] outcome = pick(came, rows);
        return new Group(
                name,
                rows.length,
                Arrays.stream(score).average().orElse(0),
                share(rows, i -> came[i]),
                Scores.logLoss(score, outcome),
                against(Candidate.SILENCE, among),
                Scores.auc(score, outcome),
                Calibration.of(score, outcome, BINS).error());
    }

    /// Those below a chance, and those who left although they stood above it.
    Called called(double below) {
        return new Called(
                below,
                share(rows(i -> told[i] < below), i -> !came[i]),
                share(rows(i -> !came[i]), i -> told[i] >= below));
    }

    /// Ten groups by what they were told, of about equal count; equal chances are never torn apart.
    List<Told> bins() {
        Integer[] order = IntStream.range(0, size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (one, other) -> Double.compare(told[one], told[other]));
        List<Told> bins = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= BINS; i++) {
            int to = (int) ((long) size() * i / BINS);
            while (to > 0 && to < size() && told[order[to]] == told[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                int[] rows = new int[to - from];
                for (int j = from; j < to; j++) {
                    rows[j - from] = order[j];
                }
                bins.add(new Told(Arrays.stream(pick(told, rows)).average().orElse(0), share(rows, row -> came[row])));
                from = to;
            }
        }
        return bins;
    }

    /// The log loss of one candidate less another's, both told on every cut.
    Difference between(Result one, Result other) {
        return Scores.logLossDifference(of(candidate(one)), of(candidate(other)), came, customer);
    }

    private static Candidate candidate(Result result) {
        return Candidate.valueOf(result.way().toUpperCase(Locale.ROOT));
    }

    /// By the quarter of the first purchase, or by its year where there are many quarters.
    List<Group> cohorts() {
        int[] first = each((cut, i) -> cut.first(i));
        boolean byYear = Arrays.stream(first).map(Forecasts::quarter).distinct().count() > MANY_COHORTS;
        int[] cohort = Arrays.stream(first)
                .map(day -> byYear ? quarter(day) / 4 : quarter(day))
                .toArray();
        return Arrays.stream(cohort)
                .distinct()
                .sorted()
                .mapToObj(one -> group(byYear ? "first bought in " + one : quarterName(one), i -> cohort[i] == one))
                .filter(group -> group.forecasts() >= FEWEST)
                .toList();
    }

    /// By how often they had bought, and by how long they had been silent.
    List<Group> segments(int horizon) {
        int[] orders = each((cut, i) -> cut.ordersBefore(i));
        int[] silence = each((cut, i) -> cut.silence(i));
        return Stream.of(
                        group("bought once", i -> orders[i] == 1),
                        group("2 to 4 orders", i -> orders[i] >= 2 && orders[i] <= 4),
                        group("5 orders or more", i -> orders[i] >= 5),
                        group("bought within the last horizon", i -> silence[i] < horizon),
                        group("silent for longer than a horizon", i -> silence[i] >= horizon))
                .filter(group -> group.forecasts() >= FEWEST)
                .toList();
    }

    private static int quarter(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return 4 * date.getYear() + (date.getMonthValue() - 1) / 3;
    }

    private static String quarterName(int quarter) {
        return "first bought in " + quarter / 4 + " Q" + (quarter % 4 + 1);
    }

    private int[] each(ToIntBiFunction<Hindsight, Integer> what) {
        return cuts.stream()
                .flatMapToInt(cut -> IntStream.range(0, cut.size()).map(i -> what.applyAsInt(cut, i)))
                .toArray();
    }

    private Share share(int[] rows, IntPredicate success) {
        boolean[] successes = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            successes[i] = success.test(rows[i]);
        }
        return Pairing.share(successes, pick(customer, rows));
    }

    int[] rows(IntPredicate among) {
        return IntStream.range(0, size()).filter(among).toArray();
    }

    private static double[] pick(double[] all, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> all[i]).toArray();
    }

    private static int[] pick(int[] all, int[] rows) {
        return Arrays.stream(rows).map(i -> all[i]).toArray();
    }

    private static boolean[] pick(boolean[] all, int[] rows) {
        boolean[] picked = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = all[rows[i]];
        }
        return picked;
    }
}
