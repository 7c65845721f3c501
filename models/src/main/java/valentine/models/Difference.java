package valentine.models;

import java.util.Arrays;

/// A difference of two judgements of the same customers and its 95 % interval, in the unit of what is compared.
///
/// Where the interval holds 0 the two cannot be told apart.
public record Difference(double mean, double low, double high, int customers) {

    /// Whether the interval leaves out zero.
    public boolean significant() {
        return low > 0 || high < 0;
    }

    /// The interval is the normal one, from the scatter of the differences; without scatter or sample it is a point.
    static Difference of(double[] differences) {
        int n = differences.length;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double distance = differences[i] - mean;
            mean += distance / (i + 1);
            squares += distance * (differences[i] - mean);
        }
        double half = n < 2 ? 0 : Share.NORMAL_975 * Math.sqrt(squares / (n - 1.0) / n);
        return new Difference(mean, mean - half, mean + half, n);
    }

    /// The same where one customer may be seen in several rows, which then are not independent.
    ///
    /// What a customer's rows differ by together is one observation: the cluster-robust variance of Liang and Zeger
    /// (1986).
    static Difference of(double[] differences, int[] customer) {
        Clusters clusters = Clusters.of(customer);
        double mean = Arrays.stream(differences).sum() / differences.length;
        double[] together = new double[clusters.count()];
        for (int i = 0; i < differences.length; i++) {
            together[clusters.of(i)] += differences[i] - mean;
        }
        double squares = Arrays.stream(together).map(sum -> sum * sum).sum();
        double n = clusters.count();
        double half = n < 2 ? 0 : Share.NORMAL_975 * Math.sqrt(n / (n - 1) * squares) / differences.length;
        return new Difference(mean, mean - half, mean + half, clusters.count());
    }
}
