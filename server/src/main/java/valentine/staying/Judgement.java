package valentine.staying;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.models.Calibration;
import valentine.models.Difference;
import valentine.models.Recalibration;
import valentine.models.Scores;

/// Compares the candidates on an earlier day and decides by which to foretell.
///
/// The check stands at now - h, where h is the horizon if the past is three times as long, else a third of the past.
/// What is learned from labels is learned at now - 2h from what came until now - h. Whether a model is recalibrated is
/// decided at now - 2h with what was learned at now - 3h, so the check does not see that choice; the choice of the
/// winner it does see.
public final class Judgement {
    static final int SHORTEST_CHECK = 14;
    static final int FEWEST_CUSTOMERS = 30;
    private static final int BINS = 10;
    private static final int TWO_YEARS = 730;
    private static final double LEAST_NOISE = 0.05;
    private static final List<Candidate> STAND_INS =
            List.of(Candidate.MBG_NBD, Candidate.BG_NBD, Candidate.PARETO_NBD, Candidate.NBD);

    private final Past past;
    private final int now;
    private final int horizon;
    private final int span;
    private final Map<Integer, Fits> fits = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    /// The chances each candidate gave at the check.
    private final Map<Candidate, double[]> chances = new LinkedHashMap<>();

    private final Map<Candidate, Boolean> recalibrated = new HashMap<>();
    private final @Nullable Proof proof;
    private final Outlook outlook;

    private Judgement(Past past, int now, int horizon) {
        this.past = past;
        this.now = now;
        this.horizon = horizon;
        this.span = now - past.firstDay();
        this.proof = check(ahead());
        this.outlook = foresee();
    }

    /// Judges by everything until the end of this day, which at least one purchase must precede.
    ///
    /// The past must hold nothing later than that day.
    public static Judgement of(Past past, int now, int horizon) {
        if (past.firstDay() > now) throw new IllegalArgumentException("Nobody had bought by then");
        return new Judgement(past, now, horizon);
    }

    public Outlook outlook() {
        return outlook;
    }

    /// Null where the past is too short or too uniform to check anything; the notes say why.
    public @Nullable Proof proof() {
        return proof;
    }

    /// What was left out, shortened or not checked, and why, in sentences.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// The customers known now.
    public Everybody everybody() {
        return new Everybody(past, at(now), outlook);
    }

    /// What each candidate alone would tell now, as far as it can be learned by now.
    Map<Candidate, Outlook> alone() {
        Map<Candidate, Outlook> alone = new LinkedHashMap<>();
        int ahead = ahead();
        for (Candidate candidate : Candidate.values()) {
            boolean possible = candidate.isModel() || (candidate.isLearned() && ahead >= SHORTEST_CHECK);
            Formula formula = possible ? live(candidate, at(now), ahead) : null;
            if (formula != null) {
                alone.put(candidate, outlook.with(formula));
            }
        }
        return alone;
    }

    /// How many days a check looks ahead.
    private int ahead() {
        return span >= 3L * horizon ? horizon : span / 3;
    }

    private Fits at(int day) {
        return fits.computeIfAbsent(day, cut -> new Fits(past, cut, horizon));
    }

    private @Nullable Proof check(int ahead) {
        if (ahead < SHORTEST_CHECK) {
            notes.add("Not checked: the history covers " + Words.of(span, "day", "days") + ", and a check needs "
                    + 3 * SHORTEST_CHECK + ".");
            return null;
        }
        Fits then = at(now - ahead);
        boolean[] came = then.snapshot.came(past, now);
        String tooLittle = tooLittle(came);
        if (tooLittle != null) {
            notes.add("Not checked: " + tooLittle + " " + ahead + " days before.");
            return null;
        }
        if (ahead < horizon) {
            notes.add("Checked over " + ahead + " days instead of " + horizon + ", because the history covers "
                    + Words.count(span) + " days.");
        }
        tryModels(then, ahead);
        tryLearned(then, ahead);
        return proof(then, came, ahead);
    }

    private void tryModels(Fits then, int ahead) {
        for (Candidate model : Fits.MODELS) {
            Formula formula = then.formulas.get(model);
            if (formula == null) {
                notes.add(model.words() + " was left out: " + then.leftOut.get(model) + ".");
            } else {
                Formula used = recalibratedWherePast(model, formula, ahead);
                recalibrated.put(model, used.isRecalibrated());
                chances.put(model, then.chances(used, ahead));
            }
        }
        if (span < 4L * ahead) {
            notes.add("Recalibration was not tried: it needs a history four times as long as the check looks ahead.");
        }
    }

    /// The model as it is, or bent by what came of its earlier chances where that had clearly helped before the check.
    private Formula recalibratedWherePast(Candidate model, Formula formula, int ahead) {
        if (span < 4L * ahead) {
            return formula;
        }
        Fits earliest = at(now - 3 * ahead);
        Fits earlier = at(now - 2 * ahead);
        Formula first = earliest.formulas.get(model);
        Formula second = earlier.formulas.get(model);
        boolean[] learned = earliest.snapshot.came(past, now - 2 * ahead);
        boolean[] decided = earlier.snapshot.came(past, now - ahead);
        if (first == null || second == null || tooLittle(learned) != null || tooLittle(decided) != null) {
            return formula;
        }
        Recalibration bend = Recalibration.fit(earliest.chances(first, ahead), learned);
        double[] plain = earlier.chances(second, ahead);
        double[] bent = earlier.chances(second.with(bend), ahead);
        boolean helped = Scores.logLossDifference(bent, plain, decided).high() < 0;
        return helped ? formula.with(Recalibration.fit(plain, decided)) : formula;
    }

    private void tryLearned(Fits then, int ahead) {
        Fits earlier = at(now - 2 * ahead);
        boolean[] labels = earlier.snapshot.came(past, now - ahead);
        String tooLittle = tooLittle(labels);
        if (tooLittle != null) {
            notes.add("Nothing could be learned from who came back: " + tooLittle + " " + 2 * ahead + " days before.");
            return;
        }
        for (Candidate candidate : Candidate.values()) {
            if (candidate.isLearned()) {
                chances.put(candidate, then.chances(earlier.learn(candidate, labels, ahead), ahead));
            }
        }
    }

    private @Nullable Proof proof(Fits then, boolean[] came, int ahead) {
        List<Candidate> runners =
                chances.keySet().stream().filter(Candidate::mayWin).sorted().toList();
        if (runners.isEmpty() || !chances.containsKey(Candidate.SILENCE)) {
            notes.add("Not checked: nothing was left to compare.");
            return null;
        }
        Candidate best = runners.stream()
                .min(Comparator.comparingDouble(runner -> Scores.logLoss(given(runner), came)))
                .orElseThrow();
        Candidate winner = runners.stream()
                .filter(runner -> runner == best
                        || Scores.logLossDifference(given(runner), given(best), came)
                                        .low()
                                <= 0)
                .findFirst()
                .orElseThrow();
        List<Proof.Trial> trials = chances.keySet().stream()
                .sorted()
                .map(candidate -> trial(candidate, winner, came))
                .toList();
        return new Proof(
                ahead,
                then.snapshot.day,
                came.length,
                positives(came),
                trials,
                winner,
                Scores.logLossDifference(given(winner), given(Candidate.SILENCE), came),
                Calibration.of(given(winner), came, BINS));
    }

    private Proof.Trial trial(Candidate candidate, Candidate winner, boolean[] came) {
        double[] told = given(candidate);
        double[] perfect = new double[told.length];
        for (int i = 0; i < perfect.length; i++) {
            perfect[i] = came[i] ? 1 : 0;
        }
        Difference loss = Scores.logLossDifference(told, perfect, came);
        return new Proof.Trial(
                candidate,
                recalibrated.getOrDefault(candidate, false),
                Scores.logLoss(told, came),
                (loss.high() - loss.low()) / 2,
                Scores.logLossDifference(told, given(winner), came),
                Scores.auc(told, came),
                Scores.brier(told, came),
                Calibration.of(told, came, BINS).error());
    }

    private double[] given(Candidate candidate) {
        return Objects.requireNonNull(chances.get(candidate));
    }

    /// Everything once more with what is known now, by the winner, or by the next best that the present allows.
    private Outlook foresee() {
        Fits present = at(now);
        Formula counting = counting(present);
        Formula formula = counting;
        if (proof != null) {
            formula = ranked(proof).stream()
                    .flatMap(candidate -> Stream.ofNullable(live(candidate, present, proof.horizon())))
                    .findFirst()
                    .orElse(counting);
        }
        if (formula.learnedOver() > 0 && formula.learnedOver() < horizon) {
            notes.add("Learned from who came back within " + formula.learnedOver() + " days and stretched to " + horizon
                    + ".");
        }
        if (span < TWO_YEARS) {
            notes.add("The history covers less than two years: a season cannot be told from a habit, so chances given "
                    + "after a busy season may be too high, and after a quiet one too low.");
        }
        if (proof == null || formula.candidate() != proof.winner()) {
            notes.add("Chances come from " + formula.candidate().words() + ".");
        }
        double noise = proof == null
                ? 2 * LEAST_NOISE
                : Math.max(LEAST_NOISE, proof.calibration().error());
        return new Outlook(horizon, formula, counting, present.pace, Spending.of(present.snapshot), noise);
    }

    private static List<Candidate> ranked(Proof proof) {
        return proof.trials().stream()
                .filter(trial -> trial.candidate().mayWin())
                .sorted(Comparator.comparing((Proof.Trial trial) -> trial.candidate() != proof.winner())
                        .thenComparing(Proof.Trial::logLoss))
                .map(Proof.Trial::candidate)
                .toList();
    }

    private @Nullable Formula live(Candidate candidate, Fits present, int checked) {
        if (candidate.isModel()) {
            Formula formula = present.formulas.get(candidate);
            return formula != null && recalibrated.getOrDefault(candidate, false)
                    ? recalibrated(formula, checked)
                    : formula;
        }
        // As at the check: what is published was learned just as what was checked.
        int over = checked;
        Fits before = at(now - over);
        boolean[] labels = before.snapshot.came(past, now);
        if (tooLittle(labels) != null) {
            return null;
        }
        return before.learn(candidate, labels, over);
    }

    private @Nullable Formula recalibrated(Formula formula, int checked) {
        Fits before = at(now - checked);
        Formula then = before.formulas.get(formula.candidate());
        return then == null
                ? formula
                : formula.with(Recalibration.fit(before.chances(then, checked), before.snapshot.came(past, now)));
    }

    /// The model that did best at the check, else the first that holds, else the stand-in, which always does.
    private Formula counting(Fits present) {
        List<Candidate> order = new ArrayList<>();
        if (proof != null) {
            ranked(proof).stream().filter(Candidate::isModel).forEach(order::add);
        }
        order.addAll(STAND_INS);
        Formula first = order.stream()
                .map(present.formulas::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(first);
    }

    private static @Nullable String tooLittle(boolean[] came) {
        if (came.length < FEWEST_CUSTOMERS) {
            return "it needs " + FEWEST_CUSTOMERS + " customers, and there were " + came.length;
        }
        int positives = positives(came);
        if (positives == 0) {
            return "nobody came back of those who were known";
        }
        return positives == came.length ? "everybody came back of those who were known" : null;
    }

    private static int positives(boolean[] came) {
        int positives = 0;
        for (boolean one : came) {
            positives += one ? 1 : 0;
        }
        return positives;
    }
}
