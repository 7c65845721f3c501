package valentine.staying;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.models.Calibration;
import valentine.models.Difference;
import valentine.models.Recalibration;
import valentine.models.Scores;

/// All candidates on several earlier days, each knowing nothing later than the day: who foretold best what came?
///
/// Days overlap with what came after the one before; intervals go by customer, so that they are not too sure of it.
final class Contest {
    private static final int MOST_CHECKS = 3;
    private static final int MOST_LESSONS = 2;
    private static final int BINS = 10;

    /// The simplest first: nobody need be told apart by more than when they last bought unless that clearly helps.
    private static final List<Candidate> SIMPLEST = Arrays.stream(Candidate.values())
            .filter(Candidate::mayWin)
            .sorted(Comparator.comparing(candidate -> candidate != Candidate.SILENCE))
            .toList();

    private final Days days;
    private final int ahead;
    /// The latest first.
    private final List<Integer> checks;
    /// By check, what each candidate told; missing where it could not.
    private final List<Map<Candidate, double[]>> told = new ArrayList<>();

    private final List<boolean[]> came = new ArrayList<>();
    private final Map<Candidate, Recalibration> bends = new HashMap<>();

    Contest(Days days, List<Integer> checks, int ahead) {
        this.days = days;
        this.ahead = ahead;
        this.checks = List.copyOf(checks);
        for (int check : checks) {
            told.add(tell(check));
            came.add(days.came(check, ahead));
        }
        for (Candidate candidate : Candidate.values()) {
            // What is learned from labels needs no bending; tried, it followed the latest season.
            if (candidate.isModel()) {
                bend(candidate);
            }
        }
    }

    /// The days before `now` on which the candidates can be compared, the latest first.
    static List<Integer> checks(Days days, int now, int ahead) {
        return days.telling(
                IntStream.range(0, MOST_CHECKS)
                        .map(i -> now - ahead - i * step(ahead))
                        .filter(check -> !lessons(days, check, ahead).isEmpty())
                        .boxed()
                        .toList(),
                ahead);
    }

    /// The days to learn from what is to be told at another.
    static List<Integer> lessons(Days days, int before, int over) {
        return Learning.days(days, before, over, step(over), MOST_LESSONS);
    }

    private static int step(int ahead) {
        return Math.max(1, ahead / 2);
    }

    private Map<Candidate, double[]> tell(int check) {
        Map<Candidate, double[]> all = new EnumMap<>(Candidate.class);
        Fits fits = days.at(check);
        List<Integer> lessons = lessons(days, check, ahead);
        for (Candidate candidate : Candidate.values()) {
            Formula formula = candidate.isModel()
                    ? fits.formulas.get(candidate)
                    : candidate.isLearned() ? Learning.formula(candidate, days, lessons, ahead, fits) : null;
            if (formula != null) {
                all.put(candidate, fits.chances(formula, ahead));
            }
        }
        return all;
    }

    /// Bends a model's chances by what came of its earlier ones, where that would clearly have helped at the latest
    /// check, by what was known then.
    private void bend(Candidate candidate) {
        int earlier = IntStream.range(0, checks.size())
                .filter(i -> checks.get(i) + ahead <= checks.getFirst())
                .findFirst()
                .orElse(-1);
        double[] latest = told.getFirst().get(candidate);
        if (earlier < 0 || latest == null || told.get(earlier).get(candidate) == null) {
            return;
        }
        Recalibration then = fit(candidate, earlier);
        double[] bent = Arrays.stream(latest).map(then::apply).toArray();
        if (Scores.logLossDifference(bent, latest, came.getFirst()).high() < 0) {
            bends.put(candidate, fit(candidate, 0));
            told.getFirst().put(candidate, bent);
        }
    }

    /// Over all checks from this one backwards.
    private Recalibration fit(Candidate candidate, int from) {
        List<Integer> on = IntStream.range(from, checks.size())
                .filter(i -> told.get(i).containsKey(candidate))
                .boxed()
                .toList();
        return Recalibration.fit(given(candidate, on), outcomes(on));
    }

    /// What bends the candidate's chances now; null where nothing does.
    @Nullable
    Recalibration bendOf(Candidate candidate) {
        return bends.get(candidate);
    }

    /// One candidate's log loss less another's over the checks where both told something.
    private Difference between(Candidate one, Candidate other) {
        List<Integer> on = IntStream.range(0, checks.size())
                .filter(i -> told.get(i).containsKey(one) && told.get(i).containsKey(other))
                .boxed()
                .toList();
        return Scores.logLossDifference(given(one, on), given(other, on), outcomes(on), customers(on));
    }

    /// The candidates that may be used, the winner first, the others by how well they did.
    private List<Candidate> ranked() {
        List<Candidate> runners = SIMPLEST.stream()
                .filter(candidate -> told.getFirst().containsKey(candidate))
                .toList();
        Map<Candidate, Double> losses = new EnumMap<>(Candidate.class);
        runners.forEach(
                runner -> losses.put(runner, between(runner, Candidate.SILENCE).mean()));
        List<Candidate> byLoss = runners.stream()
                .sorted(Comparator.comparingDouble(runner -> Objects.requireNonNull(losses.get(runner))))
                .toList();
        Candidate best = byLoss.getFirst();
        Candidate winner = runners.stream()
                .filter(runner -> runner == best || between(runner, best).low() <= 0)
                .findFirst()
                .orElseThrow();
        List<Candidate> ranked = new ArrayList<>(byLoss);
        ranked.remove(winner);
        ranked.addFirst(winner);
        return ranked;
    }

    Proof proof() {
        List<Candidate> ranked = ranked();
        Candidate winner = ranked.getFirst();
        boolean[] latest = came.getFirst();
        return new Proof(
                ahead,
                checks.getFirst(),
                latest.length,
                Days.positives(latest),
                told.getFirst().keySet().stream()
                        .map(candidate -> trial(candidate, winner, latest))
                        .toList(),
                winner,
                between(winner, Candidate.SILENCE),
                Calibration.of(latest(winner), latest, BINS),
                checks,
                ranked);
    }

    private Proof.Trial trial(Candidate candidate, Candidate winner, boolean[] outcome) {
        double[] chances = latest(candidate);
        double[] perfect = new double[chances.length];
        for (int i = 0; i < perfect.length; i++) {
            perfect[i] = outcome[i] ? 1 : 0;
        }
        Difference loss = Scores.logLossDifference(chances, perfect, outcome);
        return new Proof.Trial(
                candidate,
                bends.containsKey(candidate),
                Scores.logLoss(chances, outcome),
                (loss.high() - loss.low()) / 2,
                between(candidate, winner),
                Scores.auc(chances, outcome),
                Scores.brier(chances, outcome),
                Calibration.of(chances, outcome, BINS).error());
    }

    private double[] latest(Candidate candidate) {
        return Objects.requireNonNull(told.getFirst().get(candidate));
    }

    private double[] given(Candidate candidate, List<Integer> on) {
        return on.stream()
                .flatMapToDouble(
                        i -> Arrays.stream(Objects.requireNonNull(told.get(i).get(candidate))))
                .toArray();
    }

    private boolean[] outcomes(List<Integer> on) {
        boolean[] all =
                new boolean[on.stream().mapToInt(i -> came.get(i).length).sum()];
        int next = 0;
        for (int i : on) {
            System.arraycopy(came.get(i), 0, all, next, came.get(i).length);
            next += came.get(i).length;
        }
        return all;
    }

    private int[] customers(List<Integer> on) {
        return on.stream()
                .flatMapToInt(i -> Arrays.stream(days.at(checks.get(i)).snapshot.customer))
                .toArray();
    }
}
