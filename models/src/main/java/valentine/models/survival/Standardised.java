package valentine.models.survival;

import java.util.Arrays;

/// Covariates on a scale where each has a mean of 0 and a deviation of 1; one that never changes is 0.
final class Standardised {
    private final Covariates covariates;
    private final double[] mean;
    private final double[] scale;

    private Standardised(Covariates covariates) {
        this.covariates = covariates;
        this.mean = new double[covariates.columns()];
        this.scale = new double[covariates.columns()];
        for (int j = 0; j < mean.length; j++) {
            standardise(j);
        }
    }

    static Standardised of(Covariates covariates) {
        return new Standardised(covariates);
    }

    double[] means() {
        return mean.clone();
    }

    /// What to multiply by: the inverse deviations.
    double[] scales() {
        return scale.clone();
    }

    double value(int column, int customer) {
        return (covariates.column(column)[customer] - mean[column]) * scale[column];
    }

    /// A customer's row, with a 1 before it.
    void fill(int customer, double[] row) {
        row[0] = 1;
        for (int j = 0; j < mean.length; j++) {
            row[j + 1] = value(j, customer);
        }
    }

    private void standardise(int j) {
        double[] column = covariates.column(j);
        mean[j] = Arrays.stream(column).sum() / column.length;
        double squares = 0;
        for (double value : column) {
            squares += (value - mean[j]) * (value - mean[j]);
        }
        double deviation = Math.sqrt(squares / column.length);
        scale[j] = deviation > 1e-12 * Math.abs(mean[j]) ? 1 / deviation : 0;
    }
}
