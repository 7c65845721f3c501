package valentine.models;

import java.util.Arrays;

/// How good foretold chances were, against what happened.
public final class Scores {
    private static final double CLIP = 1e-15;

    private Scores() {}

    /// The chance that one who came was ranked above one who did not; ties count half. 0.5 where all came or none.
    public static double auc(double[] predicted, boolean[] outcome) {
        Ranking ranking = Ranking.of(predicted, outcome);
        double won = 0;
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < ranking.ties(); i++) {
            double came = ranking.came(i);
            double stayedAway = ranking.size(i) - came;
            won += came * (negatives + stayedAway / 2);
            positives += came;
            negatives += stayedAway;
        }
        return positives == 0 || negatives == 0 ? 0.5 : won / positives / negatives;
    }

    /// Mean of -log of the chance given to what happened, chances kept 1e-15 away from 0 and 1.
    public static double logLoss(double[] predicted, boolean[] outcome) {
        return Arrays.stream(surprises(predicted, outcome)).sum() / predicted.length;
    }

    /// Mean squared distance between chance and outcome.
    public static double brier(double[] predicted, boolean[] outcome) {
        return Arrays.stream(squares(predicted, outcome)).sum() / predicted.length;
    }

    /// Log loss of one prediction minus that of another on the same customers: below zero the one is better.
    public static Difference logLossDifference(double[] one, double[] other, boolean[] outcome) {
        return Difference.of(Symmetric.minus(surprises(one, outcome), surprises(other, outcome)));
    }

    /// The same pooled over several cuts, where row i speaks of `customer[i]`: rows of one customer are not
    /// independent.
    public static Difference logLossDifference(double[] one, double[] other, boolean[] outcome, int[] customer) {
        double[] differences = Symmetric.minus(surprises(one, outcome), surprises(other, outcome));
        if (customer.length != differences.length) {
            throw new IllegalArgumentException(
                    "Every row speaks of a customer: " + differences.length + " rows, " + customer.length);
        }
        return Difference.of(differences, customer);
    }

    /// How many times more often the foremost share (0.1: the top tenth) came than all did; 1 where nobody came.
    ///
    /// Customers with the same chance across the edge count in proportion.
    public static double lift(double[] predicted, boolean[] outcome, double share) {
        Ranking ranking = Ranking.of(predicted, outcome);
        double wanted = checkedShare(share) * predicted.length;
        double open = wanted;
        double found = 0;
        double all = 0;
        for (int i = ranking.ties() - 1; i >= 0; i--) {
            double taken = Math.min(open, ranking.size(i));
            found += taken * ranking.came(i) / ranking.size(i);
            open -= taken;
            all += ranking.came(i);
        }
        return all == 0 ? 1 : found / wanted / (all / predicted.length);
    }

    /// Minus the logarithm of the chance each row gave to what happened.
    static double[] surprises(double[] predicted, boolean[] outcome) {
        Special.checkChances(predicted, outcome);
        double[] surprises = new double[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            surprises[i] = surprise(predicted[i], outcome[i]);
        }
        return surprises;
    }

    static double[] squares(double[] predicted, boolean[] outcome) {
        Special.checkChances(predicted, outcome);
        double[] squares = new double[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            double distance = predicted[i] - (outcome[i] ? 1 : 0);
            squares[i] = distance * distance;
        }
        return squares;
    }

    static double checkedShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A share lies between 0 and 1: " + share);
        }
        return share;
    }

    private static double surprise(double predicted, boolean outcome) {
        double given = outcome ? predicted : 1 - predicted;
        return -Math.log(Math.min(Math.max(given, CLIP), 1 - CLIP));
    }
}
