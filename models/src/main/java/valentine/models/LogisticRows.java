package valentine.models;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a logistic regression learns from: standardised rows, each with how much came and how much did not.
///
/// Neighbouring rows with the same features are one, and rows that weigh nothing are none.
final class LogisticRows {
    /// One row in so many makes a sample.
    private static final int ONE_IN = 16;

    private static final int WORTH_A_SAMPLE = 50_000;

    /// As many rows are work for one thread; where pieces begin depends on nothing else, so that sums never depend on
    /// the threads.
    private static final int PIECE = 1 << 14;

    private final int features;
    private final int size;
    /// Row by row, with a 1 for the intercept at the end of each.
    private final double[] values;
    private final double[] came;
    private final double[] stayed;

    LogisticRows(double[][] columns, double[] mean, double[] scale, boolean[] outcome, double @Nullable [] weight) {
        features = columns.length + 1;
        values = new double[outcome.length * features];
        came = new double[outcome.length];
        stayed = new double[outcome.length];
        int last = -1;
        int lastSource = -1;
        for (int i = 0; i < outcome.length; i++) {
            double counts = weight == null ? 1 : weight[i];
            if (counts == 0) {
                continue;
            }
            if (last < 0 || !same(columns, lastSource, i)) {
                last++;
                lastSource = i;
                for (int j = 0; j < columns.length; j++) {
                    values[last * features + j] = (columns[j][i] - mean[j]) * scale[j];
                }
                values[last * features + columns.length] = 1;
            }
            (outcome[i] ? came : stayed)[last] += counts;
        }
        size = last + 1;
    }

    private LogisticRows(LogisticRows all, int every) {
        features = all.features;
        size = all.size / every;
        values = new double[size * features];
        came = new double[size];
        stayed = new double[size];
        for (int i = 0; i < size; i++) {
            int from = i * every + every / 2;
            System.arraycopy(all.values, from * features, values, i * features, features);
            came[i] = every * all.came[from];
            stayed[i] = every * all.stayed[from];
        }
    }

    /// Where to begin is found on few rows; nothing where all rows are few.
    @Nullable
    LogisticRows sample() {
        return size < WORTH_A_SAMPLE ? null : new LogisticRows(this, ONE_IN);
    }

    /// The loss there; its derivatives are written into the gradient and the lower half of the curvature.
    double evaluate(double[] at, double[] gradient, double[][] curvature) {
        int pieces = (size + PIECE - 1) / PIECE;
        double[][] parts = IntStream.range(0, pieces)
                .parallel()
                .mapToObj(piece -> part(at, piece * PIECE, Math.min(size, (piece + 1) * PIECE)))
                .toArray(double[][]::new);
        double[] sum = new double[1 + features + features * (features + 1) / 2];
        for (double[] part : parts) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += part[j];
            }
        }
        int next = 1 + features;
        for (int j = 0; j < features; j++) {
            gradient[j] = sum[1 + j];
            Arrays.fill(curvature[j], 0);
            for (int k = 0; k <= j; k++) {
                curvature[j][k] = sum[next++];
            }
        }
        return sum[0];
    }

    /// The loss, the gradient and the lower half of the curvature, one after the other.
    private double[] part(double[] at, int from, int to) {
        double[] sum = new double[1 + features + features * (features + 1) / 2];
        double loss = 0;
        for (int i = from; i < to; i++) {
            int row = i * features;
            double score = 0;
            for (int j = 0; j < features; j++) {
                score += values[row + j] * at[j];
            }
            double small = exp(-abs(score));
            double share = 1 / (1 + small);
            double chance = score > 0 ? share : small * share;
            double counts = came[i] + stayed[i];
            // log(1 + e^y) = max(y, 0) + log(1 + e^-|y|): what the logarithm loses of a tiny e^-|y|, the loss never
            // had.
            loss += counts * (max(score, 0) + log(1 + small)) - came[i] * score;
            double residual = counts * chance - came[i];
            double bend = counts * small * share * share;
            int next = 1 + features;
            for (int j = 0; j < features; j++) {
                double value = values[row + j];
                sum[1 + j] += residual * value;
                double factor = bend * value;
                for (int k = 0; k <= j; k++) {
                    sum[next++] += factor * values[row + k];
                }
            }
        }
        sum[0] = loss;
        return sum;
    }

    private static boolean same(double[][] columns, int one, int other) {
        for (double[] column : columns) {
            if (column[one] != column[other]) {
                return false;
            }
        }
        return true;
    }
}
