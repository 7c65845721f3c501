package valentine.models;

import java.util.Arrays;
import java.util.OptionalDouble;

/// How good expected money was, against what came, both in one currency and a customer in the mean.
///
/// `gini` is the normalised Gini: 1 where customers are ranked as their money did, 0 at random, below 0 if worse.
/// `topDecile` is the part of all money that the tenth ranked foremost brought. Both are empty where no money came;
/// the first also where all brought the same.
public record ValueScores(int customers, double expected, double came, OptionalDouble gini, OptionalDouble topDecile) {

    /// One entry a customer; what came may be negative where more was sent back than bought.
    public static ValueScores of(double[] expected, double[] came) {
        Special.checkPairs(expected, came);
        int[] once = new int[came.length];
        Arrays.fill(once, 1);
        return new ValueScores(
                came.length,
                Arrays.stream(expected).sum() / came.length,
                Arrays.stream(came).sum() / came.length,
                known(Measure.gini(expected, came).of(once)),
                known(Measure.capture(expected, came, 0.1).of(once)));
    }

    /// Expected minus came as a part of what came (0.1: 10 % too much promised); empty where no money came.
    public OptionalDouble biasShare() {
        return came > 0 ? OptionalDouble.of((expected - came) / came) : OptionalDouble.empty();
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
