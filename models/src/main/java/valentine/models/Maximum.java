package valentine.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The highest point of a likelihood: BFGS on the logarithms of the parameters, then Newton to the last digit.
///
/// Parameters are positive. Where the top lies at a bound the parameter stays there: compare with the bound.
public final class Maximum {
    private static final int MOST_EVALUATIONS = 150;
    private static final double LONGEST_STEP = 2;

    private final Ground ground;
    private final @Nullable Ground sample;
    private final double[] lower;
    private final double[] upper;
    private final double weight;

    private double[] at;
    private double[] slope;
    private double height;
    private double @Nullable [][] spread;

    /// Searches from a start within bounds.
    ///
    /// With a sample of the customers it climbs there first, where every step is cheap, and only the last few steps
    /// are taken among all of them.
    public static Maximum of(
            Surface surface, @Nullable Surface sample, double[] start, double[] lower, double[] upper) {
        if (sample != null) {
            Maximum rough = new Maximum(sample, null, logs(start), logs(lower), logs(upper));
            rough.climb(Symmetric.identity(start.length), true);
            double[][] spread = rough.spread;
            // Where the sample does not bend its top is anywhere.
            if (spread != null) {
                Maximum top = new Maximum(surface, sample, rough.at, rough.lower, rough.upper);
                top.climb(spread, false);
                return top;
            }
        }
        Maximum top = new Maximum(surface, null, logs(start), logs(lower), logs(upper));
        top.climb(Symmetric.identity(start.length), true);
        return top;
    }

    private Maximum(Surface surface, @Nullable Surface sample, double[] start, double[] lower, double[] upper) {
        this.ground = new Ground(surface);
        this.sample = sample == null ? null : new Ground(sample);
        this.weight = surface.customers();
        this.lower = lower;
        this.upper = upper;
        this.at = start;
        this.slope = new double[start.length];
        this.height = ground.at(at, slope);
    }

    /// The height of the top.
    public double logLikelihood() {
        return height * weight;
    }

    /// Where the top is, in the order of the start.
    public double[] parameters() {
        return Ground.powers(at);
    }

    /// How often the whole likelihood was asked.
    public int evaluations() {
        return ground.visits();
    }

    /// From the observed information; empty where the likelihood does not bend in every direction.
    public List<Double> standardErrors() {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; spread != null && i < at.length; i++) {
            errors.add(Math.exp(at[i]) * Math.sqrt(spread[i][i] / weight));
        }
        return errors;
    }

    private void climb(double[][] bend, boolean fresh) {
        ascend(bend, fresh);
        polish();
    }

    /// Starts with what is known of the inverse curvature; fresh, nothing is.
    private void ascend(double[][] knownBend, boolean nothingKnown) {
        double[][] bend = knownBend;
        boolean fresh = nothingKnown;
        boolean[] held = new boolean[at.length];
        while (ground.visits() < MOST_EVALUATIONS && steepest(at, slope) > 1e-6) {
            boolean[] heldNow = held(at);
            if (!Arrays.equals(held, heldNow)) {
                // Along a bound the ground bends differently.
                held = heldNow;
                bend = Symmetric.identity(at.length);
                fresh = true;
            }
            double[] step = limited(Symmetric.times(bend, free(at, slope)), fresh ? 0.5 : LONGEST_STEP);
            double[] before = at;
            double[] slopeBefore = slope;
            if (!walk(free(at, step))) {
                if (fresh) {
                    return;
                }
                bend = Symmetric.identity(at.length);
                fresh = true;
                continue;
            }
            learn(bend, Symmetric.minus(at, before), Symmetric.minus(slopeBefore, slope), fresh);
            fresh = false;
        }
    }

    /// Halves the step until the climb is worth it.
    private boolean walk(double[] step) {
        double promise = Symmetric.dot(step, slope);
        double[] nextSlope = new double[at.length];
        for (double length = 1; promise > 0 && length > 1e-8; length /= 2) {
            double[] next = moved(at, step, length);
            double nextHeight = ground.at(next, nextSlope);
            if (nextHeight >= height + 1e-4 * length * promise) {
                at = next;
                slope = nextSlope;
                height = nextHeight;
                return true;
            }
            // Below the rounding of the height only the slope can tell, and Newton listens to it.
            if (length * promise < 1e-13 * (1 + Math.abs(height))) {
                return false;
            }
        }
        return false;
    }

    /// The BFGS update of the inverse curvature.
    private static void learn(double[][] bend, double[] step, double[] change, boolean fresh) {
        double along = Symmetric.dot(step, change);
        if (!(along > 1e-12 * Math.sqrt(Symmetric.dot(step, step) * Symmetric.dot(change, change)))) {
            return;
        }
        if (fresh) {
            double scale = along / Symmetric.dot(change, change);
            for (int i = 0; i < step.length; i++) {
                bend[i][i] = scale;
            }
        }
        double[] turned = Symmetric.times(bend, change);
        double factor = (1 + Symmetric.dot(change, turned) / along) / along;
        for (int i = 0; i < step.length; i++) {
            for (int j = 0; j < step.length; j++) {
                bend[i][j] += factor * step[i] * step[j] - (turned[i] * step[j] + step[i] * turned[j]) / along;
            }
        }
    }

    /// Flat ridges stop BFGS early; a few Newton steps with one measured curvature reach the top itself.
    private void polish() {
        for (int i = 0; i < at.length; i++) {
            if (at[i] <= lower[i] || at[i] >= upper[i]) {
                return;
            }
        }
        for (int measured = 0; measured < 3; measured++) {
            double[][] inverse = Symmetric.inverse(curvature());
            if (inverse == null) {
                return;
            }
            spread = inverse;
            boolean far = false;
            for (int round = 0; round < 6 && steepest(at, slope) > 1e-13; round++) {
                double[] step = Symmetric.times(inverse, slope);
                double[] next = moved(at, limited(step, 1), 1);
                double[] nextSlope = new double[at.length];
                double nextHeight = ground.at(next, nextSlope);
                boolean higher = nextHeight > height - 1e-13 * (1 + Math.abs(height));
                if (!higher || steepest(next, nextSlope) >= steepest(at, slope)) {
                    break;
                }
                far |= Symmetric.size(step) > 0.01;
                at = next;
                slope = nextSlope;
                height = nextHeight;
            }
            if (!far) {
                return;
            }
        }
    }

    private double[][] curvature() {
        double[][] curvature = new double[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            double[] bend = sample == null ? ground.fall(at, i) : ground.fallAhead(at, i, slope);
            if (sample != null) {
                // Looking ahead only takes half the visits to everybody; what that errs by, the sample knows.
                double[] error = Symmetric.minus(sample.fallAhead(at, i, sample.slopes(at)), sample.fall(at, i));
                bend = Symmetric.minus(bend, error);
            }
            for (int j = 0; j < at.length; j++) {
                curvature[i][j] += bend[j] / 2;
                curvature[j][i] += bend[j] / 2;
            }
        }
        return curvature;
    }

    /// What is left of a direction once the steps out of bounds are taken away.
    private double[] free(double[] point, double[] direction) {
        boolean[] held = held(point);
        double[] left = direction.clone();
        for (int i = 0; i < point.length; i++) {
            left[i] = held[i] ? 0 : direction[i];
        }
        return left;
    }

    private boolean[] held(double[] point) {
        boolean[] held = new boolean[point.length];
        for (int i = 0; i < point.length; i++) {
            held[i] = (point[i] <= lower[i] && slope[i] < 0) || (point[i] >= upper[i] && slope[i] > 0);
        }
        return held;
    }

    private double steepest(double[] point, double[] slopeThere) {
        return Symmetric.size(free(point, slopeThere));
    }

    private double[] moved(double[] from, double[] step, double length) {
        double[] next = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            next[i] = Math.clamp(from[i] + length * step[i], lower[i], upper[i]);
        }
        return next;
    }

    private static double[] limited(double[] step, double longest) {
        double size = Symmetric.size(step);
        double factor = size > longest ? longest / size : 1;
        return Arrays.stream(step).map(part -> part * factor).toArray();
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }
}
