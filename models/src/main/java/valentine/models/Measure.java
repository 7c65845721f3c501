package valentine.models;

import java.util.Arrays;

/// Something told of rows, one a customer, that can be told again when each row counts any number of times.
///
/// That is all a [Bootstrap] needs. The measures made here copy nothing: leave the arrays alone while they are in use.
/// Arrays of different length, none at all, and numbers that are no chances (or not finite, where any number goes)
/// are refused with an [IllegalArgumentException].
@FunctionalInterface
public interface Measure {

    /// The measure when row i counts `times[i]` times; not a number where it means nothing, as when nobody came.
    double of(int[] times);

    /// As [Scores#auc], but without a meaning where all came or none.
    static Measure auc(double[] predicted, boolean[] outcome) {
        Special.checkChances(predicted, outcome);
        return new AreaUnderCurve(Order.of(predicted), outcome);
    }

    /// As [Scores#logLoss], in nats a customer.
    static Measure logLoss(double[] predicted, boolean[] outcome) {
        return mean(Scores.surprises(predicted, outcome));
    }

    /// As [Scores#brier].
    static Measure brier(double[] predicted, boolean[] outcome) {
        return mean(Scores.squares(predicted, outcome));
    }

    /// The share that came among all.
    static Measure rate(boolean[] outcome) {
        return mean(amounts(outcome));
    }

    /// As [Scores#lift]: how many times more often the foremost share came than all did.
    static Measure lift(double[] predicted, boolean[] outcome, double share) {
        Special.checkChances(predicted, outcome);
        Capture capture = new Capture(Order.of(predicted), amounts(outcome), Scores.checkedShare(share));
        return times -> capture.of(times) / share;
    }

    /// As [ValueScores#topDecile] for any share: what part of all value the foremost share brought.
    static Measure capture(double[] predicted, double[] actual, double share) {
        Special.checkPairs(predicted, actual);
        return new Capture(Order.of(predicted), actual, Scores.checkedShare(share));
    }

    /// As [ValueScores#gini].
    static Measure gini(double[] predicted, double[] actual) {
        Special.checkPairs(predicted, actual);
        Concentration told = new Concentration(Order.of(predicted), actual);
        Concentration best = new Concentration(Order.of(actual), actual);
        return times -> {
            double most = best.of(times);
            return most > 1e-12 ? told.of(times) / most : Double.NaN;
        };
    }

    /// The mean absolute distance of what was expected and what came.
    static Measure meanAbsoluteError(double[] predicted, double[] actual) {
        double[] errors = Special.differences(predicted, actual);
        return mean(Arrays.stream(errors).map(Math::abs).toArray());
    }

    /// The root of the mean squared distance of what was expected and what came.
    static Measure rootMeanSquaredError(double[] predicted, double[] actual) {
        double[] errors = Special.differences(predicted, actual);
        Measure squares = mean(Arrays.stream(errors).map(error -> error * error).toArray());
        return times -> Math.sqrt(squares.of(times));
    }

    /// Expected minus came, a customer: above zero too much was promised.
    static Measure bias(double[] predicted, double[] actual) {
        return mean(Special.differences(predicted, actual));
    }

    /// The same as a part of what came (0.1: 10 % too much); without a meaning where nothing came.
    static Measure biasShare(double[] predicted, double[] actual) {
        double[] errors = Special.differences(predicted, actual);
        return times -> {
            Special.checkRows(times, errors.length);
            double error = 0;
            double came = 0;
            for (int i = 0; i < errors.length; i++) {
                error += times[i] * errors[i];
                came += times[i] * actual[i];
            }
            return came > 0 ? error / came : Double.NaN;
        };
    }

    /// The mean of a number told of every row.
    static Measure mean(double[] values) {
        Special.checkFinite(values);
        return times -> {
            Special.checkRows(times, values.length);
            double sum = 0;
            long rows = 0;
            for (int i = 0; i < values.length; i++) {
                sum += times[i] * values[i];
                rows += times[i];
            }
            return sum / rows;
        };
    }

    private static double[] amounts(boolean[] outcome) {
        double[] amounts = new double[outcome.length];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = outcome[i] ? 1 : 0;
        }
        return amounts;
    }
}
