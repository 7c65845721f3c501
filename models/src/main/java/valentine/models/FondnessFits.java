package valentine.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Learns [Fondness] from the answers before a day, by maximum likelihood held near the defaults.
final class FondnessFits {
    static final int FEWEST_ANSWERS = 30;
    private static final double[] HALF_LIVES = {45, 90, 180, 365, 730, 1460, 2920};
    /// So many answers choose the half-life, and so many are learned from in the end.
    private static final int ROUGHLY = 5_000;

    private static final int CLOSELY = 20_000;
    /// How far, in logarithms, the half-life may stray from its default.
    private static final double LOOSE_HALF_LIFE = 1.5;

    private FondnessFits() {}

    /// What was learned, told by all evidence.
    static Fondness learn(Pieces pieces, double until, FondnessDefaults defaults) {
        FondnessRows usual = FondnessRows.of(pieces, until, defaults.halfLife(), CLOSELY, defaults);
        double n = usual.answers();
        double share = usual.share();
        List<Double> afterLast = afterLast(pieces, until, defaults, share);
        if (n < FEWEST_ANSWERS) {
            return new Fondness(
                    Fondness.Way.EVIDENCE,
                    share,
                    defaults.strength(),
                    defaults.halfLife(),
                    defaults.lukewarm(),
                    defaults.weights(),
                    afterLast,
                    defaults.answers(),
                    Math.sqrt(share * (1 - share) / (n + 3)));
        }
        Best best = likeliest(pieces, until, usual.start(share), defaults);
        double[] start = best.top().parameters();
        Maximum top = climb(FondnessRows.of(pieces, until, best.halfLife(), CLOSELY, defaults), start);
        return fondness(top, best.halfLife(), afterLast, defaults, n);
    }

    /// Walks from the usual half-life to longer and shorter ones as long as that makes the answers likelier.
    private static Best likeliest(Pieces pieces, double until, double[] from, FondnessDefaults defaults) {
        int usual = Arrays.binarySearch(HALF_LIVES, defaults.halfLife());
        int begin = usual < 0 ? HALF_LIVES.length / 2 : usual;
        Best best = at(begin, pieces, until, from, defaults);
        for (int direction : new int[] {1, -1}) {
            for (int i = begin + direction; i >= 0 && i < HALF_LIVES.length; i += direction) {
                Best next = at(i, pieces, until, best.top().parameters(), defaults);
                if (next.height() <= best.height()) {
                    break;
                }
                best = next;
            }
        }
        return best;
    }

    private static Best at(int i, Pieces pieces, double until, double[] from, FondnessDefaults defaults) {
        double halfLife = HALF_LIVES[i];
        Maximum top = climb(FondnessRows.of(pieces, until, halfLife, ROUGHLY, defaults), from);
        double away = Math.log(halfLife / defaults.halfLife()) / LOOSE_HALF_LIFE;
        return new Best(top, halfLife, top.logLikelihood() - away * away / 2);
    }

    private record Best(Maximum top, double halfLife, double height) {}

    private static Maximum climb(FondnessRows rows, double[] start) {
        double[] lowest = new double[start.length];
        double[] highest = new double[start.length];
        Arrays.fill(lowest, 1e-3);
        Arrays.fill(highest, 50);
        lowest[0] = 1e-3;
        highest[0] = 1 - 1e-3;
        lowest[1] = 0.05;
        highest[1] = 1e3;
        lowest[2] = 0.01;
        highest[2] = 0.99;
        return Maximum.of(rows, null, start, lowest, highest);
    }

    private static Fondness fondness(
            Maximum top, double halfLife, List<Double> afterLast, FondnessDefaults defaults, double n) {
        double[] at = top.parameters();
        List<Double> weights = new ArrayList<>();
        for (int i = 3; i < at.length; i++) {
            weights.add(at[i]);
        }
        List<Double> errors = top.standardErrors();
        double plain = Math.sqrt(at[0] * (1 - at[0]) / n);
        return new Fondness(
                Fondness.Way.EVIDENCE,
                at[0],
                at[1],
                halfLife,
                at[2],
                weights,
                afterLast,
                defaults.answers(),
                errors.isEmpty() || !Double.isFinite(errors.getFirst()) ? plain : errors.getFirst());
    }

    /// How often a good answer followed each grade of answer, and none, with one answer at the mean in advance; and
    /// that mean, which is of the answers and not what is believed before any evidence of other kinds.
    private static List<Double> afterLast(Pieces pieces, double until, FondnessDefaults defaults, double mean) {
        double[] good = new double[4];
        double[] all = new double[4];
        for (int customer = 0; customer < pieces.customers(); customer++) {
            int last = 3;
            for (int i = pieces.from(customer); i < pieces.until(customer, until); i++) {
                if (pieces.kind(i) < defaults.answers()) {
                    good[last] += pieces.isGood(i) ? 1 : 0;
                    all[last]++;
                    last = Fondness.grade(pieces.share(i));
                }
            }
        }
        List<Double> chances = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            chances.add((good[i] + mean) / (all[i] + 1));
        }
        chances.add(mean);
        return chances;
    }
}
