package valentine.models;

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
        Special.checkChances(predicted, outcome);
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += surprise(predicted[i], outcome[i]);
        }
        return sum / predicted.length;
    }

    /// Mean squared distance between chance and outcome.
    public static double brier(double[] predicted, boolean[] outcome) {
        Special.checkChances(predicted, outcome);
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            double distance = predicted[i] - (outcome[i] ? 1 : 0);
            sum += distance * distance;
        }
        return sum / predicted.length;
    }

    /// Log loss of one prediction minus that of another on the same customers: below zero the one is better.
    public static Difference logLossDifference(double[] one, double[] other, boolean[] outcome) {
        Special.checkChances(one, outcome);
        Special.checkChances(other, outcome);
        double[] differences = new double[outcome.length];
        for (int i = 0; i < outcome.length; i++) {
            differences[i] = surprise(one[i], outcome[i]) - surprise(other[i], outcome[i]);
        }
        return Difference.of(differences);
    }

    /// How many times more often the foremost share (0.1: the top tenth) came than all did; 1 where nobody came.
    ///
    /// Customers with the same chance across the edge count in proportion.
    public static double lift(double[] predicted, boolean[] outcome, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A share lies between 0 and 1: " + share);
        }
        Ranking ranking = Ranking.of(predicted, outcome);
        double wanted = share * predicted.length;
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

    private static double surprise(double predicted, boolean outcome) {
        double given = outcome ? predicted : 1 - predicted;
        return -Math.log(Math.min(Math.max(given, CLIP), 1 - CLIP));
    }
}
