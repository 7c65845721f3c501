package valentine.staying;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import valentine.models.Recalibration;

/// Compares the candidates on several earlier days and decides by which to foretell.
///
/// The latest check stands at now - h, the others half a horizon before one another, as far as the past reaches; h is
/// the
/// horizon, or less where the past is short. What is learned from labels is learned, for a check, strictly before it:
/// at
/// check - h and half a horizon before. Whether a candidate is recalibrated is decided at the latest check by what came
/// before it. The choice of the winner sees the checks.
public final class Judgement {
    static final int SHORTEST_CHECK = 14;
    /// A check looks ahead a third of the past at most.
    private static final int PARTS = 3;

    private static final int FEWEST_REPEATERS = 100;
    private static final int TWO_YEARS = 730;
    private static final double LEAST_NOISE = 0.05;
    private static final List<Candidate> STAND_INS =
            List.of(Candidate.MBG_NBD, Candidate.BG_NBD, Candidate.PARETO_NBD, Candidate.NBD);

    private final Days days;
    private final int now;
    private final int horizon;
    private final int span;
    private final List<String> notes = new ArrayList<>();
    private final @Nullable Contest contest;
    private final @Nullable Proof proof;
    private final Outlook outlook;

    private Judgement(Days days, int now) {
        this.days = days;
        this.now = now;
        this.horizon = days.horizon;
        this.span = now - days.past.firstDay();
        this.contest = check(ahead());
        this.proof = contest == null ? null : contest.proof();
        this.outlook = foresee();
    }

    /// Judges by everything until the end of this day, which at least one purchase must precede; nothing later is read.
    public static Judgement of(Past past, int now, int horizon) {
        return new Days(past, horizon).judge(now);
    }

    static Judgement of(Days days, int now) {
        if (days.past.firstDay() > now) throw new IllegalArgumentException("Nobody had bought by then");
        return new Judgement(days, now);
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
        return new Everybody(days.past, days.at(now), outlook);
    }

    /// What each candidate alone would tell now, as far as it can be learned by now.
    Map<Candidate, Outlook> alone() {
        Map<Candidate, Outlook> alone = new EnumMap<>(Candidate.class);
        for (Candidate candidate : Candidate.values()) {
            Formula formula = live(candidate);
            if (formula != null) {
                alone.put(candidate, outlook.with(formula));
            }
        }
        return alone;
    }

    /// How many days a check looks ahead, and what is learned from labels was learned over.
    private int ahead() {
        return Math.min(horizon, span / PARTS);
    }

    private @Nullable Contest check(int ahead) {
        if (ahead < SHORTEST_CHECK) {
            notes.add("Not checked: the history covers " + Words.of(span, "day", "days") + ", and a check needs "
                    + PARTS * SHORTEST_CHECK + ".");
            return null;
        }
        String tooLittle = Days.tooLittle(days.came(now - ahead, ahead));
        if (tooLittle != null) {
            notes.add("Not checked: " + tooLittle + " " + ahead + " days before.");
            return null;
        }
        List<Integer> checks = Contest.checks(days, now, ahead);
        if (checks.isEmpty() || checks.getFirst() != now - ahead) {
            notes.add("Nothing could be learned from who came back: too few were known, or all of them did the same, "
                    + 2 * ahead + " days before.");
            return null;
        }
        if (ahead < horizon) {
            notes.add("Checked over " + ahead + " days instead of " + horizon + ", because the history covers "
                    + Words.count(span) + " days.");
        }
        Fits then = days.at(now - ahead);
        for (Candidate model : Fits.MODELS) {
            if (!then.formulas.containsKey(model)) {
                notes.add(model.words() + " was left out: " + then.leftOut.get(model) + ".");
            }
        }
        return new Contest(days, checks, ahead);
    }

    /// Everything once more with what is known now, by the winner, or by the next best that the present allows.
    private Outlook foresee() {
        Fits present = days.at(now);
        Formula counting = counting(present);
        Formula formula = counting;
        // Unchecked, a story of buying is believed only where enough people came back for it to be about.
        Formula plain =
                proof == null && present.snapshot.repeaters() < FEWEST_REPEATERS ? live(Candidate.SILENCE) : null;
        if (plain != null) {
            formula = plain;
        } else if (proof != null) {
            formula = ranked().stream()
                    .flatMap(candidate -> Stream.ofNullable(live(candidate)))
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
        if (proof != null && proof.winner() == Candidate.SILENCE) {
            notes.add("Nothing foretells clearly better than when they last bought, so that alone is used.");
        }
        if (proof == null || formula.candidate() != proof.winner()) {
            notes.add("Chances come from " + formula.candidate().words() + ".");
        }
        double noise = proof == null
                ? 2 * LEAST_NOISE
                : Math.max(LEAST_NOISE, proof.calibration().error());
        return new Outlook(horizon, formula, counting, present.pace, Spending.of(present.snapshot), noise);
    }

    private List<Candidate> ranked() {
        return proof == null ? List.of() : proof.ranked();
    }

    /// What a candidate tells from everything known now; null where it cannot.
    private @Nullable Formula live(Candidate candidate) {
        Fits present = days.at(now);
        int over = ahead();
        Formula formula = candidate.isModel()
                ? present.formulas.get(candidate)
                : candidate.isLearned() && over >= SHORTEST_CHECK
                        ? Learning.formula(candidate, days, Contest.lessons(days, now, over), over, present)
                        : null;
        if (formula != null && candidate.isLearned() && over < horizon) {
            formula = formula.stretched(stretch(over));
        }
        Recalibration bend = contest == null ? null : contest.bendOf(candidate);
        return formula == null || bend == null ? formula : formula.with(bend);
    }

    /// How many times more surely somebody comes within the horizon than within fewer days: seen on those who were
    /// known
    /// twice as long ago, and drawn out from there as a power of time.
    private double stretch(int over) {
        int seen = Math.min(horizon, 2 * over);
        double near = sureness(now - seen, over);
        double far = sureness(now - seen, seen);
        double power = Math.clamp(Math.log(far / near) / Math.log((double) seen / over), 0, 1);
        return Math.pow((double) horizon / over, power);
    }

    private double sureness(int day, int ahead) {
        boolean[] came = days.came(day, ahead);
        return -Math.log1p(-(Days.positives(came) + 0.5) / (came.length + 1.0));
    }

    /// The model that did best at the check, else the first that holds, else the stand-in, which always does.
    private Formula counting(Fits present) {
        List<Candidate> order =
                new ArrayList<>(ranked().stream().filter(Candidate::isModel).toList());
        order.addAll(STAND_INS);
        Formula first = order.stream()
                .map(present.formulas::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(first);
    }
}
