package valentine.models;

import java.util.Arrays;

/// A likelihood per customer over the logarithms of its parameters, and how it bends.
final class Ground {
    private static final double NUDGE = 1e-4;

    private final Surface surface;
    private int visits;

    Ground(Surface surface) {
        this.surface = surface;
    }

    /// The height there; the slopes are written. Where either is not a number nobody should go.
    double at(double[] point, double[] slopes) {
        visits++;
        double customers = surface.customers();
        double[] parameters = powers(point);
        double value = surface.at(parameters, slopes) / customers;
        boolean sound = !Double.isNaN(value);
        for (int i = 0; i < point.length; i++) {
            slopes[i] *= parameters[i] / customers;
            sound &= !Double.isNaN(slopes[i]);
        }
        return sound ? value : Double.NEGATIVE_INFINITY;
    }

    double[] slopes(double[] point) {
        double[] slopes = new double[point.length];
        at(point, slopes);
        return slopes;
    }

    /// How the slopes fall along one parameter, from both sides.
    double[] fall(double[] point, int i) {
        return change(slopes(nudged(point, i, -NUDGE)), slopes(nudged(point, i, NUDGE)), 2 * NUDGE);
    }

    /// The same seen from the point ahead only, where the slopes are known: half the visits, a little wrong.
    double[] fallAhead(double[] point, int i, double[] slopesHere) {
        return change(slopesHere, slopes(nudged(point, i, NUDGE)), NUDGE);
    }

    /// How often the surface was asked.
    int visits() {
        return visits;
    }

    static double[] powers(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    private static double[] nudged(double[] point, int i, double nudge) {
        double[] nudged = point.clone();
        nudged[i] += nudge;
        return nudged;
    }

    private static double[] change(double[] before, double[] after, double distance) {
        double[] change = Symmetric.minus(before, after);
        return Arrays.stream(change).map(part -> part / distance).toArray();
    }
}
