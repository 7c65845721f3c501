package valentine.models;

import org.jspecify.annotations.Nullable;

/// The little linear algebra that fitting needs.
public final class Symmetric {
    private Symmetric() {}

    /// The inverse by Cholesky's factors, or nothing where the matrix is not positive definite.
    public static double @Nullable [][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 1e-14 * Math.abs(matrix[i][i]))) {
                    return null;
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = solve(lower, i);
        }
        return inverse;
    }

    /// Ones on the diagonal, zeros elsewhere.
    public static double[][] identity(int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /// A matrix times a vector.
    public static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    /// The inner product.
    public static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /// Part by part.
    public static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        for (int i = 0; i < one.length; i++) {
            difference[i] -= other[i];
        }
        return difference;
    }

    /// The largest part, whatever its sign.
    public static double size(double[] vector) {
        double size = 0;
        for (double part : vector) {
            size = Math.max(size, Math.abs(part));
        }
        return size;
    }

    private static double[] solve(double[][] lower, int unit) {
        int n = lower.length;
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            double rest = i == unit ? 1 : 0;
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * column[k];
            }
            column[i] = rest / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double rest = column[i];
            for (int k = i + 1; k < n; k++) {
                rest -= lower[k][i] * column[k];
            }
            column[i] = rest / lower[i][i];
        }
        return column;
    }
}
