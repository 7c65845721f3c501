package valentine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How good expected numbers of purchases were, against how many came. All but the share are in purchases a customer.
///
/// `bias` is expected minus came: above zero too much was promised.
public record CountScores(
        int customers,
        double expected,
        double came,
        double meanAbsoluteError,
        double rootMeanSquaredError,
        List<Group> byFrequency) {
    public CountScores {
        byFrequency = List.copyOf(byFrequency);
    }

    /// Customers with so many repeat purchases before (the last group: or more), and their means.
    public record Group(int frequency, int customers, double expected, double came) {}

    /// One entry a customer; all with `most` repeat purchases or more are one group, groups without customers left out.
    public static CountScores of(double[] expected, int[] came, int[] frequency, int most) {
        if (expected.length == 0 || expected.length != came.length || expected.length != frequency.length) {
            throw new IllegalArgumentException("Expected, came and frequency must be equally many: " + expected.length
                    + ", " + came.length + " and " + frequency.length);
        }
        if (most < 0) {
            throw new IllegalArgumentException("A frequency is not negative: " + most);
        }
        double absolute = 0;
        double squares = 0;
        int[] size = new int[most + 1];
        double[] sumExpected = new double[most + 1];
        double[] sumCame = new double[most + 1];
        for (int i = 0; i < expected.length; i++) {
            if (!(expected[i] >= 0) || Double.isInfinite(expected[i]) || came[i] < 0 || frequency[i] < 0) {
                throw new IllegalArgumentException("No such count at index " + i + ": expected " + expected[i]
                        + ", came " + came[i] + ", frequency " + frequency[i]);
            }
            double error = expected[i] - came[i];
            absolute += Math.abs(error);
            squares += error * error;
            int group = Math.min(frequency[i], most);
            size[group]++;
            sumExpected[group] += expected[i];
            sumCame[group] += came[i];
        }
        List<Group> groups = new ArrayList<>();
        double allExpected = 0;
        double allCame = 0;
        for (int group = 0; group <= most; group++) {
            if (size[group] > 0) {
                groups.add(
                        new Group(group, size[group], sumExpected[group] / size[group], sumCame[group] / size[group]));
            }
            allExpected += sumExpected[group];
            allCame += sumCame[group];
        }
        double n = expected.length;
        return new CountScores(
                expected.length, allExpected / n, allCame / n, absolute / n, Math.sqrt(squares / n), groups);
    }

    /// Expected minus came, a customer.
    public double bias() {
        return expected - came;
    }

    /// The bias as a part of what came (0.1: 10 % too much promised); empty where nothing came.
    public OptionalDouble biasShare() {
        return came > 0 ? OptionalDouble.of(bias() / came) : OptionalDouble.empty();
    }
}
