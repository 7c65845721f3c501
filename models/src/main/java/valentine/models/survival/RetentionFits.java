package valentine.models.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import valentine.models.Maximum;

/// Fits retention models by exact maximum likelihood.
final class RetentionFits {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 1e6;
    private static final double RUN_OFF = 1e4;
    private static final double STEEPEST = 20;

    private RetentionFits() {}

    static RetentionFit shiftedBetaGeometric(Renewals renewals) {
        String why = lacking(renewals, 2);
        if (why != null) {
            return new NoModel(why);
        }
        Maximum top = top(renewals, 2);
        double[] at = top.parameters();
        if (polarised(at)) {
            return polarised();
        }
        double kept = renewals.keptEver();
        double lost = renewals.lostEver();
        double share = kept / (kept + lost);
        double alike = kept * Math.log(share) + lost * Math.log(1 - share);
        if (at[0] + at[1] > RUN_OFF || alike >= top.logLikelihood()) {
            return new RetentionFit.Alike(share, alike, "customers do not differ in how likely they renew");
        }
        return new RetentionFit.Fitted(
                new ShiftedBetaGeometric(at[0], at[1]), top.logLikelihood(), top.standardErrors());
    }

    static RetentionFit betaDiscreteWeibull(Renewals renewals) {
        String why = lacking(renewals, 3);
        if (why != null) {
            return new NoModel(why);
        }
        Maximum top = top(renewals, 3);
        double[] at = top.parameters();
        if (polarised(at)) {
            return polarised();
        }
        boolean flat = top.standardErrors().isEmpty();
        if (flat || at[0] + at[1] > RUN_OFF || at[2] > 0.99 * STEEPEST || at[2] < 10 * LOWEST) {
            return new NoModel("too few renewals to tell how customers differ from how each of them changes");
        }
        return new RetentionFit.Fitted(
                new BetaDiscreteWeibull(at[0], at[1], at[2]), top.logLikelihood(), top.standardErrors());
    }

    private static Maximum top(Renewals renewals, int parameters) {
        double[] start = new double[parameters];
        Arrays.fill(start, 1);
        double[] lower = new double[parameters];
        Arrays.fill(lower, LOWEST);
        double[] upper = {HIGHEST, HIGHEST, STEEPEST};
        return Maximum.of(new RetentionSurface(renewals), null, start, lower, Arrays.copyOf(upper, parameters));
    }

    private static boolean polarised(double[] at) {
        return at[0] < 10 * LOWEST || at[1] < 10 * LOWEST;
    }

    private static NoModel polarised() {
        return new NoModel("after the first renewal nobody leaves any more, or nobody stays");
    }

    private static @Nullable String lacking(Renewals renewals, int periods) {
        if (renewals.lostEver() == 0) {
            return "nobody has left yet";
        }
        if (renewals.keptEver() == 0) {
            return "nobody has renewed yet";
        }
        if (renewals.periods() < periods) {
            return "only " + renewals.periods() + " renewals have been seen, " + periods + " are needed";
        }
        return null;
    }
}
