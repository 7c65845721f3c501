package valentine.models.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import valentine.models.Symmetric;

/// Fits [Cox] by Newton's method on standardised columns.
final class CoxNewton {
    private static final int ROUNDS = 60;
    private static final double CONVERGED = 1e-9;

    /// In standard deviations of the column a coefficient is known to a few at worst; this unsure, it has no end.
    private static final double UNSURE = 1e4;

    /// A column that others explain but for this share of its variance follows from them.
    private static final double FOLLOWS = 1e-9;

    private final Lifetimes lifetimes;
    private final Covariates covariates;
    private final double ridge;
    private final Ledger ledger;
    private final Standardised known;
    private final double[] scale;

    CoxNewton(Lifetimes lifetimes, Covariates covariates, double ridge) {
        this.lifetimes = lifetimes;
        this.covariates = covariates;
        this.ridge = ridge;
        this.ledger = lifetimes.ledger();
        this.known = Standardised.of(covariates);
        this.scale = known.scales();
    }

    CoxFit fit() {
        String why = lacking();
        if (why != null) {
            return new NoModel(why);
        }
        PartialLikelihood likelihood = new PartialLikelihood(lifetimes, known, scale.length);
        double[] at = new double[scale.length];
        double height = evaluate(likelihood, at);
        double start = height;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] inverse = Symmetric.inverse(penalised(likelihood));
            int unsure = inverse == null || ridge > 0 ? -1 : unsure(inverse);
            if (inverse == null || unsure >= 0) {
                return apart(at, unsure);
            }
            double[] step = Symmetric.times(inverse, slope(likelihood, at));
            double length = 1;
            double[] next = moved(at, step, length);
            double nextHeight = evaluate(likelihood, next);
            while (!(nextHeight >= height - 1e-12 * (1 + Math.abs(height))) && length > 1e-6) {
                length /= 2;
                next = moved(at, step, length);
                nextHeight = evaluate(likelihood, next);
            }
            at = next;
            height = nextHeight;
            if (Symmetric.size(step) < CONVERGED) {
                return fitted(likelihood, at, start);
            }
        }
        return apart(at, -1);
    }

    private double evaluate(PartialLikelihood likelihood, double[] at) {
        return likelihood.at(at) - ridge * Symmetric.dot(at, at) / 2;
    }

    private double[] slope(PartialLikelihood likelihood, double[] at) {
        double[] slope = likelihood.slope();
        for (int j = 0; j < slope.length; j++) {
            slope[j] -= ridge * at[j];
        }
        return slope;
    }

    private double[][] penalised(PartialLikelihood likelihood) {
        double[][] bend = likelihood.bend();
        for (int j = 0; j < bend.length; j++) {
            bend[j][j] += ridge;
        }
        return bend;
    }

    private CoxFit fitted(PartialLikelihood likelihood, double[] at, double start) {
        double logLikelihood = likelihood.at(at);
        double[][] spread = Symmetric.inverse(penalised(likelihood));
        if (spread == null) {
            return apart(at, -1);
        }
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 0; j < at.length; j++) {
            String name = covariates.names().get(j);
            coefficients.add(new Coefficient(name, at[j] * scale[j], Math.sqrt(spread[j][j]) * scale[j]));
        }
        int[] leaving = IntStream.range(0, ledger.size())
                .filter(i -> ledger.left(i) > 0)
                .toArray();
        double[] time = Arrays.stream(leaving).mapToDouble(ledger::time).toArray();
        Cox model = new Cox(coefficients, known.means(), time, likelihood.cumulativeHazard());
        return new CoxFit.Fitted(model, logLikelihood, start, lifetimes.size(), lifetimes.leavers());
    }

    private @Nullable String lacking() {
        int leavers = lifetimes.leavers();
        if (leavers < 2) {
            return leavers == 0 ? "nobody has left yet" : "only one customer has left yet";
        }
        if (IntStream.range(0, ledger.size())
                .allMatch(i -> ledger.left(i) == 0 || ledger.left(i) == ledger.atRisk(i))) {
            return "all who were there left together, so that nobody can be compared";
        }
        if (ridge > 0) {
            return null;
        }
        for (int j = 0; j < scale.length; j++) {
            if (scale[j] == 0) {
                return "'" + covariates.names().get(j) + "' is the same for all";
            }
        }
        int follows = follows();
        return follows < 0 ? null : "'" + covariates.names().get(follows) + "' follows from the columns before it";
    }

    /// The first column that those before it explain, by Cholesky's factors of the correlations; −1 where none.
    private int follows() {
        int n = scale.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = correlation(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && rest < FOLLOWS) {
                    return i;
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return -1;
    }

    private double correlation(int i, int j) {
        double sum = 0;
        for (int row = 0; row < lifetimes.size(); row++) {
            sum += known.value(i, row) * known.value(j, row);
        }
        return sum / lifetimes.size();
    }

    private NoModel apart(double[] at, int unsure) {
        int furthest = unsure;
        for (int j = 0; j < at.length && unsure < 0; j++) {
            furthest = furthest < 0 || Math.abs(at[j]) > Math.abs(at[furthest]) ? j : furthest;
        }
        return new NoModel("'" + covariates.names().get(furthest)
                + "' separates those who left from those who stayed, so that no finite coefficient is most likely");
    }

    private static int unsure(double[][] spread) {
        for (int j = 0; j < spread.length; j++) {
            if (!(spread[j][j] < UNSURE * UNSURE)) {
                return j;
            }
        }
        return -1;
    }

    private static double[] moved(double[] at, double[] step, double length) {
        double[] next = at.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] += length * step[j];
        }
        return next;
    }
}
