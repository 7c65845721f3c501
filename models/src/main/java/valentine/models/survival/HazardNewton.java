package valentine.models.survival;

import java.util.Arrays;
import valentine.models.Symmetric;

/// Fits [DiscreteHazard]: each customer costs a logistic a period and one pass over the products of what is known.
final class HazardNewton {
    private static final int ROUNDS = 100;
    private static final int MOST_PERIODS = 5_000;

    /// Keeps the search within what the data tell where all were seen for one period.
    private static final double TRACE = 1e-6;

    private final Lifetimes lifetimes;
    private final Standardised known;
    private final double ridge;
    /// Coefficients of a customer's own level; as many again are slopes, and one is the bend.
    private final int size;
    private final int last;

    private final double[] gradient;
    private final double[][] curvature;

    HazardNewton(Lifetimes lifetimes, Covariates covariates, double ridge) {
        this.lifetimes = lifetimes;
        this.known = Standardised.of(covariates);
        this.ridge = ridge;
        this.size = covariates.columns() + 1;
        this.gradient = new double[2 * size + 1];
        this.curvature = new double[2 * size + 1][2 * size + 1];
        if (lifetimes.observedUntil() > MOST_PERIODS) {
            throw new IllegalArgumentException("Measure in longer periods, so that nobody is seen for more than "
                    + MOST_PERIODS + ": " + lifetimes.observedUntil());
        }
        this.last = Math.max(1, (int) Math.ceil(lifetimes.observedUntil()));
    }

    HazardFit fit() {
        int leavers = lifetimes.leavers();
        if (leavers == 0) {
            return new NoModel("nobody has left yet");
        }
        if (periodsStayed() == 0) {
            return new NoModel("everybody left in the first period");
        }
        double[] at = descend();
        double logLikelihood = penalty(at) - evaluate(at);
        double[] level = Arrays.copyOf(at, size);
        double[] slope = Arrays.copyOfRange(at, size, 2 * size);
        DiscreteHazard model = new DiscreteHazard(known.means(), known.scales(), level, slope, at[2 * size], last);
        return new HazardFit.Fitted(model, logLikelihood, lifetimes.size(), leavers);
    }

    private double[] descend() {
        double[] at = new double[2 * size + 1];
        double loss = evaluate(at);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] inverse = Symmetric.inverse(curvature);
            if (inverse == null) {
                return at;
            }
            double[] step = Symmetric.times(inverse, gradient);
            double gain = Symmetric.dot(step, gradient);
            double length = 1;
            double[] next = moved(at, step, length);
            double nextLoss = evaluate(next);
            while (!(nextLoss <= loss - 1e-4 * length * gain + 1e-13 * loss) && length > 1e-9) {
                length /= 2;
                next = moved(at, step, length);
                nextLoss = evaluate(next);
            }
            at = next;
            loss = nextLoss;
            if (Symmetric.size(step) < 1e-9) {
                return at;
            }
        }
        return at;
    }

    /// The penalised loss there; its derivatives are left in the gradient and in the lower half of the curvature.
    private double evaluate(double[] at) {
        Arrays.fill(gradient, 0);
        for (double[] line : curvature) {
            Arrays.fill(line, 0);
        }
        double loss = 0;
        double[] row = new double[size];
        for (int i = 0; i < lifetimes.size(); i++) {
            known.fill(i, row);
            loss += add(row, at, i);
        }
        for (int j = 0; j < at.length; j++) {
            gradient[j] += weight(j) * at[j];
            curvature[j][j] += weight(j);
        }
        return loss + penalty(at);
    }

    private double add(double[] row, double[] at, int customer) {
        double level = 0;
        double slope = 0;
        for (int j = 0; j < size; j++) {
            level += at[j] * row[j];
            slope += at[size + j] * row[j];
        }
        double loss = 0;
        double[] pull = new double[3];
        double[] mass = new double[5];
        int exposed = exposed(customer);
        for (int period = 1; period <= exposed; period++) {
            double time = Math.log(period);
            double odds = level + (slope + at[2 * size] * time) * time;
            double small = Math.exp(-Math.abs(odds));
            double share = 1 / (1 + small);
            double chance = odds > 0 ? share : small * share;
            boolean leaves = period == exposed && lifetimes.left(customer);
            loss += Math.max(odds, 0) + Math.log1p(small) - (leaves ? odds : 0);
            double residual = chance - (leaves ? 1 : 0);
            double bends = small * share * share;
            double power = 1;
            for (int k = 0; k < 5; k++) {
                mass[k] += bends * power;
                if (k < 3) {
                    pull[k] += residual * power;
                }
                power *= time;
            }
        }
        collect(row, pull, mass);
        return loss;
    }

    private void collect(double[] row, double[] pull, double[] mass) {
        int bend = 2 * size;
        for (int j = 0; j < size; j++) {
            gradient[j] += pull[0] * row[j];
            gradient[size + j] += pull[1] * row[j];
            curvature[bend][j] += mass[2] * row[j];
            curvature[bend][size + j] += mass[3] * row[j];
            for (int k = 0; k < size; k++) {
                double product = row[j] * row[k];
                curvature[size + j][k] += mass[1] * product;
                if (k <= j) {
                    curvature[j][k] += mass[0] * product;
                    curvature[size + j][size + k] += mass[2] * product;
                }
            }
        }
        gradient[bend] += pull[2];
        curvature[bend][bend] += mass[4];
    }

    /// Who left was there in the period of leaving, begun or not; who was last seen, for whole periods only.
    private int exposed(int customer) {
        double duration = lifetimes.duration(customer);
        return lifetimes.left(customer) ? Math.max(1, (int) Math.ceil(duration)) : (int) duration;
    }

    private long periodsStayed() {
        long stayed = 0;
        for (int i = 0; i < lifetimes.size(); i++) {
            stayed += exposed(i) - (lifetimes.left(i) ? 1 : 0);
        }
        return stayed;
    }

    /// The level, slope and bend of the average customer are not shrunk.
    private double weight(int j) {
        return j % size == 0 ? TRACE : ridge;
    }

    private double penalty(double[] at) {
        double penalty = 0;
        for (int j = 0; j < at.length; j++) {
            penalty += weight(j) * at[j] * at[j] / 2;
        }
        return penalty;
    }

    private static double[] moved(double[] at, double[] step, double length) {
        double[] next = at.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= length * step[j];
        }
        return next;
    }
}
