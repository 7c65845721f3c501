package valentine.models.discrete;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import valentine.models.Maximum;
import valentine.models.Summaries;

/// Fits [BgBb] by exact maximum likelihood, and accepts leaving only where the data show it.
final class BgBbFits {
    private static final int FEWEST_CUSTOMERS = 10;
    /// Twice the gain in log-likelihood that leaving must bring: 90 % of a chi-square with one degree of freedom.
    private static final double CLEAR_GAIN = 2.71;

    /// No parameter goes past this, nor below its inverse.
    private static final double RUN_OFF = 1e4;

    private static final List<double[]> STARTS =
            List.of(new double[] {1, 1, 0.5, 2}, new double[] {1, 1, 1, 10}, new double[] {0.5, 2, 0.2, 0.5});

    private BgBbFits() {}

    static BgBbFit fit(Summaries summaries) {
        String why = tooLittle(summaries);
        if (why != null) {
            return new BgBbFit.Unfit(why);
        }
        Maximum staying = climb(new BgBbSurface(summaries, false), new double[] {1, 1});
        int evaluations = staying.evaluations();
        BgBbSurface surface = new BgBbSurface(summaries, true);
        Maximum top = null;
        for (double[] start : STARTS) {
            Maximum next = climb(surface, start);
            evaluations += next.evaluations();
            top = top == null || next.logLikelihood() > top.logLikelihood() ? next : top;
        }
        String doubt = top == null ? "nothing was tried" : doubt(top, staying);
        if (top == null || !doubt.isEmpty()) {
            BetaBernoulli buying = new BetaBernoulli(staying.parameters()[0], staying.parameters()[1]);
            return new BgBbFit.NoDropout(buying, staying.logLikelihood(), doubt);
        }
        double[] at = top.parameters();
        BgBb model = new BgBb(at[0], at[1], at[2], at[3]);
        return new BgBbFit.Fitted(model, top.logLikelihood(), top.standardErrors(), evaluations);
    }

    private static Maximum climb(BgBbSurface surface, double[] start) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        Arrays.fill(lower, 1 / RUN_OFF);
        Arrays.fill(upper, RUN_OFF);
        return Maximum.of(surface, null, start, lower, upper);
    }

    private static String doubt(Maximum leaving, Maximum staying) {
        double gain = 2 * (leaving.logLikelihood() - staying.logLikelihood());
        if (!(gain >= CLEAR_GAIN)) {
            return String.format(
                    Locale.ROOT,
                    "leaving explains the purchases no better than staying (likelihood ratio %.2f)",
                    Math.max(gain, 0));
        }
        for (int i = 2; i < 4; i++) {
            double at = leaving.parameters()[i];
            if (at > 0.999 * RUN_OFF || at < 1.001 / RUN_OFF) {
                return "the parameters of leaving run off to their bounds";
            }
        }
        return "";
    }

    private static @Nullable String tooLittle(Summaries summaries) {
        if (summaries.step() != 1) {
            throw new IllegalArgumentException(
                    "Opportunities are counted one by one, not in steps of " + summaries.step());
        }
        long bought = 0;
        long asked = 0;
        for (int i = 0; i < summaries.distinct(); i++) {
            int frequency = summaries.frequency(i);
            Opportunities.check(frequency, (int) summaries.recency(i), (int) summaries.age(i), 0);
            bought += (long) frequency * summaries.count(i);
            asked += Math.round(summaries.age(i) * summaries.count(i));
        }
        if (summaries.customers() < FEWEST_CUSTOMERS) {
            return "too few customers: " + summaries.customers();
        }
        if (asked == 0) {
            return "nobody had an opportunity";
        }
        if (bought == 0) {
            return "nobody came back";
        }
        return bought == asked ? "everybody bought at every opportunity" : null;
    }
}
