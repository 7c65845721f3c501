package valentine.models;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Newton's method for [Logistic]: rows are standardised on the fly, the intercept comes last.
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
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != outcome.length) {
                throw new IllegalArgumentException("Column " + j + " must be as long as the outcomes");
            }
            standardise(j);
        }
    }

    Logistic fit() {
        int size = columns.length + 1;
        double[] at = new double[size];
        double[] gradient = new double[size];
        double[][] curvature = new double[size][size];
        double loss = evaluate(at, gradient, curvature);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] inverse = Symmetric.inverse(curvature);
            if (inverse == null) {
                break;
            }
            double[] step = Symmetric.times(inverse, gradient);
            double gain = Symmetric.dot(step, gradient);
            if (gain < 1e-13 * (1 + loss)) {
                break;
            }
            double length = 1;
            double[] next = moved(at, step, length);
            double nextLoss = evaluate(next, gradient, curvature);
            while (nextLoss > loss - 1e-4 * length * gain && length > 1e-9) {
                length /= 2;
                next = moved(at, step, length);
                nextLoss = evaluate(next, gradient, curvature);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            at = next;
            loss = nextLoss;
        }
        return unstandardised(at);
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

    private double evaluate(double[] at, double[] gradient, double[][] curvature) {
        int last = columns.length;
        double[] row = new double[last + 1];
        row[last] = 1;
        double loss = 0;
        Arrays.fill(gradient, 0);
        for (double[] line : curvature) {
            Arrays.fill(line, 0);
        }
        for (int i = 0; i < outcome.length; i++) {
            for (int j = 0; j < last; j++) {
                row[j] = (columns[j][i] - mean[j]) * scale[j];
            }
            double score = Symmetric.dot(row, at);
            double chance = Special.logistic(score);
            double counts = weight(i);
            loss += counts * Special.softplus(outcome[i] ? -score : score);
            double residual = counts * (chance - (outcome[i] ? 1 : 0));
            double bend = counts * chance * (1 - chance);
            for (int j = 0; j <= last; j++) {
                gradient[j] += residual * row[j];
                double factor = bend * row[j];
                for (int k = 0; k <= j; k++) {
                    curvature[j][k] += factor * row[k];
                }
            }
        }
        for (int j = 0; j <= last; j++) {
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
