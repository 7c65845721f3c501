package valentine.models.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import valentine.models.Measure;

/// The mean squared distance between foretold chances to stay and what happened, at several times.
///
/// Customers last seen before a time count through others: each that is known counts by how rarely it is known
/// (inverse probability of censoring weights, Graf et al. 1999). 0 is certain and right; foretelling one half to
/// everybody gives 0.25.
public final class BrierScore {
    private final double[] times;
    /// Of each time, of each customer.
    private final double[][] squares;

    private BrierScore(double[] times, double[][] squares) {
        this.times = times;
        this.squares = squares;
    }

    /// `survival[i][k]` is the chance foretold to customer i to be still there after `times[k]`.
    ///
    /// The times rise and end before the last customer was seen. The chance to be in sight is learned from
    /// `censoring`: the customers the chances were learned from, or the same.
    public static BrierScore of(Lifetimes censoring, Lifetimes lifetimes, double[] times, double[][] survival) {
        check(lifetimes, times, survival);
        InSight inSight = new InSight(censoring);
        double[][] squares = new double[times.length][lifetimes.size()];
        for (int k = 0; k < times.length; k++) {
            double now = inSight.at(times[k]);
            for (int i = 0; i < lifetimes.size(); i++) {
                double stays = survival[i][k];
                if (lifetimes.duration(i) > times[k]) {
                    squares[k][i] = (1 - stays) * (1 - stays) / now;
                } else if (lifetimes.left(i)) {
                    squares[k][i] = stays * stays / inSight.at(lifetimes.duration(i));
                }
            }
        }
        return new BrierScore(times.clone(), squares);
    }

    /// The score at the k-th time.
    public double at(int k) {
        return Arrays.stream(squares[k]).sum() / squares[k].length;
    }

    /// The score in the mean over the times, between which it is taken to be straight; of one time, the score there.
    public double integrated() {
        return Arrays.stream(perCustomer()).sum() / squares[0].length;
    }

    /// The integrated score as a measure, for intervals and paired differences.
    public Measure measure() {
        return Measure.mean(perCustomer());
    }

    private double[] perCustomer() {
        double[] sums = new double[squares[0].length];
        for (int k = 0; k < times.length; k++) {
            double part = share(k);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += part * squares[k][i];
            }
        }
        return sums;
    }

    /// The trapezoid's share of the k-th time in the whole.
    private double share(int k) {
        int last = times.length - 1;
        if (last == 0) {
            return 1;
        }
        return (times[Math.min(k + 1, last)] - times[Math.max(k - 1, 0)]) / 2 / (times[last] - times[0]);
    }

    private static void check(Lifetimes lifetimes, double[] times, double[][] survival) {
        if (times.length == 0 || survival.length != lifetimes.size()) {
            throw new IllegalArgumentException("Every customer has chances at each time: " + times.length + " times, "
                    + survival.length + " for " + lifetimes.size() + " customers");
        }
        boolean rising = IntStream.range(1, times.length).allMatch(k -> times[k - 1] < times[k]);
        if (!rising || !(times[0] >= 0) || !(times[times.length - 1] < lifetimes.observedUntil())) {
            throw new IllegalArgumentException(
                    "Times rise from 0 and end before the last customer was seen at " + lifetimes.observedUntil());
        }
        for (int i = 0; i < survival.length; i++) {
            if (survival[i].length != times.length
                    || !Arrays.stream(survival[i]).allMatch(chance -> chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("Customer " + i + " needs a chance at each of the times");
            }
        }
    }
}
