package valentine.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Newton's method for [Logistic] on standardised columns; the intercept comes last.
final class LogisticRegression {
    private static final double TRACE = 1e-6;
    private static final int ROUNDS = 100;

    private final double[][] columns;
    private final boolean[] outcome;
    private final double @Nullable [] weight;
    private final double[] mean;
    private final double[] scale;
    private final double[] penalty;

    LogisticRegression(double[][] columns, boolean[] outcome, double @Nullable [] weight, double ridge) {
        this.columns = columns;
        this.outcome = outcome;
        this.weight = weight;
        this.mean = new double[columns.length];
        this.scale = new double[columns.length];
        this.penalty = new double[columns.length + 1];
        Arrays.fill(penalty, Math.max(ridge, TRACE));
        penalty[columns.length] = TRACE;
        if (outcome.length == 0) {
            throw new IllegalArgumentException("A regression needs customers");
        }
        if (weight != null && weight.length != outcome.length) {
            throw new IllegalArgumentException("Weights must be as many as the outcomes");
        }
        for (double[] column : columns) {
            if (column.length != outcome.length) {
                throw new IllegalArgumentException("Every column must be as long as the outcomes");
            }
        }
        IntStream.range(0, columns.length).parallel().forEach(this::standardise);
    }

    Logistic fit() {
        LogisticRows rows = new LogisticRows(columns, mean, scale, outcome, weight);
        double[] start = new double[columns.length + 1];
        LogisticRows sample = rows.sample();
        return unstandardised(descend(rows, sample == null ? start : descend(sample, start)));
    }

    private double[] descend(LogisticRows rows, double[] start) {
        int size = start.length;
        double[] at = start;
        double[] gradient = new double[size];
        double[][] curvature = new double[size][size];
        double loss = evaluate(rows, at, gradient, curvature);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] inverse = Symmetric.inverse(curvature);
            if (inverse == null) {
                break;
            }
            double[] step = Symmetric.times(inverse, gradient);
            double gain = Symmetric.dot(step, gradient);
            if (gain < 1e-13 * (1 + loss)) {
                // So near, Newton doubles the right digits and the loss could not see it.
                return moved(at, step, 1);
            }
            double length = 1;
            double[] next = moved(at, step, length);
            double nextLoss = evaluate(rows, next, gradient, curvature);
            while (nextLoss > loss - 1e-4 * length * gain && length > 1e-9) {
                length /= 2;
                next = moved(at, step, length);
                nextLoss = evaluate(rows, next, gradient, curvature);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            at = next;
            loss = nextLoss;
        }
        return at;
    }

    /// A column that never changes says nothing: its scale of zero keeps its coefficient at zero.
    private void standardise(int j) {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < outcome.length; i++) {
            if (!Double.isFinite(columns[j][i])) {
                throw new IllegalArgumentException("Column " + j + " is not finite at index " + i);
            }
            total += weight(i);
            sum += weight(i) * columns[j][i];
        }
        mean[j] = sum / total;
        double squares = 0;
        for (int i = 0; i < outcome.length; i++) {
            squares += weight(i) * (columns[j][i] - mean[j]) * (columns[j][i] - mean[j]);
        }
        double deviation = Math.sqrt(squares / total);
        scale[j] = deviation > 1e-12 * Math.abs(mean[j]) ? 1 / deviation : 0;
    }

    private double evaluate(LogisticRows rows, double[] at, double[] gradient, double[][] curvature) {
        double loss = rows.evaluate(at, gradient, curvature);
        for (int j = 0; j < at.length; j++) {
            loss += penalty[j] * at[j] * at[j] / 2;
            gradient[j] += penalty[j] * at[j];
            curvature[j][j] += penalty[j];
        }
        return loss;
    }

    private double weight(int i) {
        return weight == null ? 1 : weight[i];
    }

    private static double[] moved(double[] at, double[] step, double length) {
        double[] next = at.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= length * step[j];
        }
        return next;
    }

    private Logistic unstandardised(double[] at) {
        double intercept = at[columns.length];
        double[] coefficients = new double[columns.length];
        for (int j = 0; j < columns.length; j++) {
            coefficients[j] = at[j] * scale[j];
            intercept -= coefficients[j] * mean[j];
        }
        return Logistic.of(intercept, coefficients);
    }
}
