package valentine.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Learns how to tell fondness from the evidence before a day, and checks it on the firm's own earlier answers.
///
/// It goes back to seven earlier days, between which about as many answers came, learns by what was known before each
/// and foretells the next answer of everybody of whom something was known. The simplest way wins that no other clearly
/// beats over all of these. The judgement of an earlier day is the judgement that was, or could have been, made then:
/// nothing later is looked at.
public final class FondnessJudgement {
    /// Fewer cannot show that even a good way to tell is better than the mean.
    static final int FEWEST_FORETOLD = 300;
    /// Where there are more answers, those of one customer in several are foretold.
    private static final int MOST_ANSWERS = 200_000;

    private static final double[] CUTS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    private static final int BINS = 10;

    private final Pieces pieces;
    private final double until;
    private final FondnessDefaults defaults;
    private final List<String> notes = new ArrayList<>();
    private final Fondness fondness;
    private final @Nullable FondnessProof proof;

    private FondnessJudgement(Pieces pieces, double until, FondnessDefaults defaults) {
        this.pieces = pieces;
        this.until = until;
        this.defaults = defaults;
        double[] days = answerDays();
        Fondness learned = FondnessFits.learn(pieces, until, defaults);
        if (days.length < FondnessFits.FEWEST_ANSWERS) {
            notes.add("What each piece of evidence weighs was chosen, not learned: that takes "
                    + FondnessFits.FEWEST_ANSWERS + " answers to surveys or reviews, and there are " + days.length
                    + ".");
        }
        this.proof = check(days);
        this.fondness = proof == null ? learned : learned.by(proof.winner());
    }

    /// Judges by everything that came before this day.
    public static FondnessJudgement of(Pieces pieces, double until, FondnessDefaults defaults) {
        return new FondnessJudgement(pieces, until, defaults);
    }

    public Fondness fondness() {
        return fondness;
    }

    /// Null where there were too few answers to check anything; the notes say so.
    public @Nullable FondnessProof proof() {
        return proof;
    }

    /// What was not learned or checked, and why, in sentences.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private double[] answerDays() {
        double[] days = new double[64];
        int size = 0;
        for (int customer = 0; customer < pieces.customers(); customer++) {
            for (int i = pieces.from(customer); i < pieces.until(customer, until); i++) {
                if (pieces.kind(i) < defaults.answers()) {
                    days = size < days.length ? days : Arrays.copyOf(days, 2 * size);
                    days[size++] = pieces.day(i);
                }
            }
        }
        double[] sorted = Arrays.copyOf(days, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private @Nullable FondnessProof check(double[] days) {
        Foretold foretold = new Foretold();
        for (int i = 0; i < CUTS.length && days.length > 0; i++) {
            double cut = days[(int) (CUTS[i] * days.length)];
            double end = i + 1 < CUTS.length ? days[(int) (CUTS[i + 1] * days.length)] : until;
            int known = (int) Arrays.stream(days).filter(day -> day < cut).count();
            if (known >= FondnessFits.FEWEST_ANSWERS && end > cut) {
                foretell(cut, end, 1 + days.length / MOST_ANSWERS, known, foretold);
            }
        }
        int good = foretold.good();
        if (foretold.size < FEWEST_FORETOLD || good == 0 || good == foretold.size) {
            notes.add(
                    foretold.size < FEWEST_FORETOLD
                            ? "Not checked on your own past: that takes " + FEWEST_FORETOLD
                                    + " later answers of customers of whom something was known before, and there are "
                                    + foretold.size + "."
                            : "Not checked on your own past: all later answers were " + (good == 0 ? "bad." : "good."));
            return null;
        }
        return proof(foretold, good);
    }

    /// By what was known before the cut, the first answer of each customer from then on.
    private void foretell(double cut, double end, int stride, int learned, Foretold foretold) {
        Fondness then = FondnessFits.learn(pieces, cut, defaults);
        int before = foretold.size;
        for (int customer = 0; customer < pieces.customers(); customer += stride) {
            int next = pieces.until(customer, cut);
            if (next == pieces.from(customer)) {
                continue;
            }
            int last = pieces.until(customer, end);
            while (next < last && pieces.kind(next) >= defaults.answers()) {
                next++;
            }
            if (next < last) {
                foretold.add(then, pieces, customer, cut, pieces.isGood(next));
            }
        }
        foretold.cuts.add(
                new FondnessProof.Cut(cut, learned, foretold.size - before, foretold.good() - foretold.cutGood()));
    }

    private FondnessProof proof(Foretold foretold, int good) {
        boolean[] came = Arrays.copyOf(foretold.came, foretold.size);
        Map<Fondness.Way, double[]> told = new EnumMap<>(Fondness.Way.class);
        for (Fondness.Way way : Fondness.Way.values()) {
            told.put(way, foretold.chances(way));
        }
        Fondness.Way best = told.keySet().stream()
                .min(Comparator.comparingDouble(way -> Scores.logLoss(given(told, way), came)))
                .orElseThrow();
        Fondness.Way winner = told.keySet().stream()
                .filter(way -> way == best
                        || Scores.logLossDifference(given(told, way), given(told, best), came)
                                        .low()
                                <= 0)
                .findFirst()
                .orElseThrow();
        List<FondnessProof.Trial> trials = told.keySet().stream()
                .map(way -> trial(way, given(told, way), given(told, winner), came))
                .toList();
        return new FondnessProof(
                foretold.cuts,
                came.length,
                good,
                trials,
                winner,
                Scores.logLossDifference(given(told, Fondness.Way.EVIDENCE), given(told, Fondness.Way.MEAN), came),
                Calibration.of(given(told, winner), came, BINS));
    }

    private static FondnessProof.Trial trial(Fondness.Way way, double[] told, double[] winner, boolean[] came) {
        double[] perfect = new double[came.length];
        for (int i = 0; i < came.length; i++) {
            perfect[i] = came[i] ? 1 : 0;
        }
        Difference loss = Scores.logLossDifference(told, perfect, came);
        return new FondnessProof.Trial(
                way,
                Scores.logLoss(told, came),
                (loss.high() - loss.low()) / 2,
                Scores.logLossDifference(told, winner, came),
                Scores.auc(told, came),
                Scores.brier(told, came));
    }

    private static double[] given(Map<Fondness.Way, double[]> told, Fondness.Way way) {
        return Objects.requireNonNull(told.get(way));
    }

    /// The chances that each way gave to the next answers, and what these were.
    private static final class Foretold {
        private final List<FondnessProof.Cut> cuts = new ArrayList<>();
        private final Map<Fondness.Way, double[]> told = new EnumMap<>(Fondness.Way.class);
        private boolean[] came = new boolean[256];
        private int size;

        void add(Fondness then, Pieces pieces, int customer, double cut, boolean isGood) {
            if (size == came.length) {
                came = Arrays.copyOf(came, 2 * size);
            }
            for (Fondness.Way way : Fondness.Way.values()) {
                double chance = then.by(way).told(pieces, customer, cut).mean();
                double[] chances = told.getOrDefault(way, new double[came.length]);
                chances = size < chances.length ? chances : Arrays.copyOf(chances, came.length);
                chances[size] = chance;
                told.put(way, chances);
            }
            came[size++] = isGood;
        }

        int good() {
            int good = 0;
            for (int i = 0; i < size; i++) {
                good += came[i] ? 1 : 0;
            }
            return good;
        }

        int cutGood() {
            return cuts.stream().mapToInt(FondnessProof.Cut::good).sum();
        }

        double[] chances(Fondness.Way way) {
            return Arrays.copyOf(given(told, way), size);
        }
    }
}
