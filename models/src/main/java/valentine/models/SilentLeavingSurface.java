package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.log;

/// The likelihood of Pareto/NBD: r, alpha, s, beta.
///
/// The chance of having left is an integral from the last purchase to today. It is taken from sums over the cells
/// between times that occur, once per frequency, so that the cost per history is one exponential and one logarithm.
final class SilentLeavingSurface implements Surface {
    private static final double OVERFLOW = 600;

    private final Histories histories;
    private final int[] earliest;
    private final SilentLeavingCells cells;

    SilentLeavingSurface(Histories histories) {
        this.histories = histories;
        this.earliest = earliest(histories);
        this.cells = new SilentLeavingCells(histories, earliest);
    }

    @Override
    public double customers() {
        return histories.customers;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double r = parameters[0];
        double alpha = parameters[1];
        double s = parameters[2];
        double beta = parameters[3];
        double[] buying = histories.logs(alpha);
        double[] leaving = histories.logs(beta);
        double[] times = histories.times;
        Rising bought = new Rising(r);
        cells.place(parameters, buying, leaving);
        double sum = 0;
        double byR = 0;
        double byAlpha = histories.customers * r / alpha;
        double byS = 0;
        double byBeta = histories.customers * s / beta;
        for (int block = 0; block < histories.blocks.length - 1; block++) {
            int x = histories.frequency[histories.blocks[block]];
            double shape = r + x;
            bought.advanceTo(x);
            cells.sum(block);
            double customers = 0;
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                int last = histories.recency[i];
                int today = histories.age[i];
                double count = histories.count[i];
                double fall = shape * (buying[today] - buying[last]) + (s + 1) * (leaving[today] - leaving[last]);
                double rest = exp(-fall);
                double mass = cells.mass[last] - cells.mass[today] * rest;
                double gone = 0;
                customers += count;
                sum -= count * (shape * buying[today] + s * leaving[today]);
                if (last < today && mass > 0) {
                    double share = s * mass / (beta + times[today]);
                    double odds = share / rest;
                    // What log loses against log1p is below the rounding of the sum, and it is far faster.
                    sum += count * (fall < OVERFLOW ? log(1 + odds) : fall + log(share));
                    gone = fall < OVERFLOW ? odds / (1 + odds) : 1;
                    double part = count * gone / mass;
                    byR -= part * (cells.buying[last] - cells.buying[today] * rest);
                    byAlpha -= part * shape * (cells.rate[last] - cells.rate[today] * rest);
                    byS += count * gone / s - part * (cells.leaving[last] - cells.leaving[today] * rest);
                    byBeta -= part * (s + 1) * (cells.hazard[last] - cells.hazard[today] * rest);
                }
                double here = count * (1 - gone);
                byR -= here * buying[today];
                byAlpha -= here * shape / (alpha + times[today]);
                byS -= here * leaving[today];
                byBeta -= here * s / (beta + times[today]);
            }
            sum += customers * (bought.log() - x * log(alpha));
            byR += customers * bought.slope();
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        gradient[2] = byS;
        gradient[3] = byBeta;
        return sum;
    }

    /// How likely each history's customers have not left, in the order of the histories.
    ///
    /// The cells answer for all of them what [ParetoNbd] integrates for each.
    double[] alive(double r, double alpha, double s, double beta) {
        double[] buying = histories.logs(alpha);
        double[] leaving = histories.logs(beta);
        cells.place(new double[] {r, alpha, s, beta}, buying, leaving);
        double[] alive = new double[histories.size()];
        for (int block = 0; block < histories.blocks.length - 1; block++) {
            double shape = r + histories.frequency[histories.blocks[block]];
            cells.sum(block);
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                int last = histories.recency[i];
                int today = histories.age[i];
                double rest = exp(shape * (buying[last] - buying[today]) + (s + 1) * (leaving[last] - leaving[today]));
                double mass = cells.mass[last] - cells.mass[today] * rest;
                double left = last < today ? s * mass / (beta + histories.times[today]) : 0;
                alive[i] = left > 0 ? rest / (rest + left) : 1;
            }
        }
        return alive;
    }

    private static int[] earliest(Histories histories) {
        int[] earliest = new int[histories.blocks.length - 1];
        for (int block = 0; block < earliest.length; block++) {
            earliest[block] = histories.times.length - 1;
            for (int i = histories.blocks[block]; i < histories.blocks[block + 1]; i++) {
                earliest[block] = Math.min(earliest[block], histories.recency[i]);
            }
        }
        return earliest;
    }
}
