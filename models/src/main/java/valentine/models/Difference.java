package valentine.models;

/// A mean difference of two judgements of the same customers and its 95 % interval.
public record Difference(double mean, double low, double high) {

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
        return new Difference(mean, mean - half, mean + half);
    }
}
