package valentine.models;

import java.util.List;

/// How the chance is told that a customer would speak well of us if asked now.
///
/// A beta-binomial with evidence that fades: every piece adds its weight, halved with every half-life that has passed,
/// to the good or the bad side of a beta distribution that begins at the firm's mean with a strength of its own. A
/// customer of whom nothing is known stands at the mean; the more is known, the less the mean matters.
///
/// @param way by which of the three ways it is told
/// @param mean the firm's mean, what is believed of a customer before any evidence
/// @param strength how many fresh answers outweigh the mean
/// @param halfLife days after which a piece counts half
/// @param lukewarm what is good in a piece that is half good, for those who say "quite nice" rarely recommend
/// @param weights of each kind of piece, counted in fresh answers
/// @param afterLast the chance of a good answer after a last answer that was good, half good, bad, after none, and of
/// all; where it was learned before that one was, the mean stands for it
/// @param answers how many kinds, the first ones, are answers to a question
/// @param meanError the standard error of the mean
public record Fondness(
        Way way,
        double mean,
        double strength,
        double halfLife,
        double lukewarm,
        List<Double> weights,
        List<Double> afterLast,
        int answers,
        double meanError) {
    private static final int NONE = 3;
    private static final int ALL = 4;

    public Fondness {
        Special.checkPositive(mean, 1 - mean, strength, halfLife, lukewarm, 1 - lukewarm);
        weights = List.copyOf(weights);
        afterLast = List.copyOf(afterLast);
    }

    /// How to tell it, the simpler before the others.
    public enum Way {
        /// Everybody stands where answers stand on average.
        MEAN,
        /// Only the last answer counts.
        LAST_ANSWER,
        /// All evidence counts, each piece by its kind and age.
        EVIDENCE
    }

    /// What is believed of a customer, from the pieces that came before this day.
    public Beta told(Pieces pieces, int customer, double day) {
        return told(pieces, customer, day, -1);
    }

    /// The same as if one piece were not there.
    public Beta toldWithout(Pieces pieces, int customer, double day, int piece) {
        return told(pieces, customer, day, piece);
    }

    /// How many fresh answers the evidence of a customer is worth on this day.
    public double worth(Pieces pieces, int customer, double day) {
        double worth = 0;
        for (int i = pieces.from(customer); i < pieces.until(customer, day); i++) {
            worth += weight(pieces, i, day);
        }
        return worth;
    }

    /// The same told another way.
    public Fondness by(Way other) {
        return new Fondness(other, mean, strength, halfLife, lukewarm, weights, afterLast, answers, meanError);
    }

    /// The same with other weights.
    public Fondness with(List<Double> others) {
        return new Fondness(way, mean, strength, halfLife, lukewarm, others, afterLast, answers, meanError);
    }

    /// How much the chance of a customer moves with the firm's mean: 1 where nothing is known, near 0 where much is.
    public double pull(Beta told) {
        return way == Way.EVIDENCE ? Math.min(1, strength / (told.good() + told.bad())) : 1;
    }

    private Beta told(Pieces pieces, int customer, double day, int without) {
        return switch (way) {
            case MEAN -> prior(afterLast.size() > ALL ? afterLast.get(ALL) : mean, strength);
            case LAST_ANSWER -> {
                int last = lastAnswer(pieces, customer, day, without);
                yield prior(afterLast.get(last < 0 ? NONE : grade(pieces.share(last))), strength + (last < 0 ? 0 : 1));
            }
            case EVIDENCE -> {
                double good = mean * strength;
                double bad = (1 - mean) * strength;
                for (int i = pieces.from(customer); i < pieces.until(customer, day); i++) {
                    double weight = i == without ? 0 : weight(pieces, i, day);
                    double share = share(pieces.share(i));
                    good += weight * share;
                    bad += weight * (1 - share);
                }
                yield new Beta(good, bad);
            }
        };
    }

    private int lastAnswer(Pieces pieces, int customer, double day, int without) {
        for (int i = pieces.until(customer, day) - 1; i >= pieces.from(customer); i--) {
            if (i != without && pieces.kind(i) < answers) {
                return i;
            }
        }
        return -1;
    }

    private double weight(Pieces pieces, int piece, double day) {
        return weights.get(pieces.kind(piece)) * Math.pow(0.5, (day - pieces.day(piece)) / halfLife);
    }

    private double share(double share) {
        return plain(share) + lukewarm * half(share);
    }

    private static Beta prior(double mean, double strength) {
        return new Beta(mean * strength, (1 - mean) * strength);
    }

    /// A share is bent so that a half counts as lukewarm: this part of it whatever lukewarm is worth, ...
    static double plain(double share) {
        return Math.max(0, 2 * share - 1);
    }

    /// ... and so often what lukewarm is worth.
    static double half(double share) {
        return share <= 0.5 ? 2 * share : 2 - 2 * share;
    }

    /// Good, half good or bad, as in `afterLast`.
    static int grade(double share) {
        return share > 0.5 ? 0 : share == 0.5 ? 1 : 2;
    }
}
