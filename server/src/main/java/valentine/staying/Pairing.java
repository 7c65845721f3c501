package valentine.staying;

import java.util.Arrays;
import valentine.models.Share;

/// Shares over several days on which the same customers stand: their forecasts err together, and intervals allow for
/// it.
public final class Pairing {
    private static final double NORMAL_975 = 1.959963984540054;

    private Pairing() {}

    /// A share with a Wilson interval that is as wide as if only so many customers had been seen as tell something new.
    public static Share share(boolean[] successes, int[] customer) {
        double[] ones = new double[successes.length];
        int count = 0;
        for (int i = 0; i < ones.length; i++) {
            ones[i] = successes[i] ? 1 : 0;
            count += successes[i] ? 1 : 0;
        }
        double mean = ones.length == 0 ? 0 : (double) count / ones.length;
        double error = error(ones, mean, customer);
        double effective = error == 0
                ? Arrays.stream(customer).distinct().count()
                : Math.min(ones.length, mean * (1 - mean) / (error * error));
        double n = Math.max(1, effective);
        double spread = NORMAL_975 * NORMAL_975 / n;
        double centre = (mean + spread / 2) / (1 + spread);
        double half = Math.sqrt(spread * (mean * (1 - mean) + spread / 4)) / (1 + spread);
        return new Share(
                count,
                ones.length,
                count == 0 ? 0 : Math.max(0, centre - half),
                ones.length == count ? 1 : Math.min(1, centre + half));
    }

    /// The standard error of a mean whose terms belong together by customer.
    private static double error(double[] values, double mean, int[] customer) {
        double[] sums = new double[Arrays.stream(customer).max().orElse(-1) + 1];
        boolean[] seen = new boolean[sums.length];
        for (int i = 0; i < values.length; i++) {
            sums[customer[i]] += values[i] - mean;
            seen[customer[i]] = true;
        }
        int customers = 0;
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            customers += seen[i] ? 1 : 0;
            squares += sums[i] * sums[i];
        }
        return customers < 2 ? 0 : Math.sqrt(squares * customers / (customers - 1.0)) / values.length;
    }
}
