package valentine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fits the purchase models by exact maximum likelihood.
final class PurchaseFits {
    private static final int FEWEST_CUSTOMERS = 10;
    /// Twice the gain in log-likelihood that leaving must bring: 90 % of a chi-square with one degree of freedom.
    private static final double CLEAR_GAIN = 2.71;

    /// No parameter goes past this, nor below its inverse; only the scale of buying may, to follow its shape.
    private static final double RUN_OFF = 1e4;

    private static final double ANY_SCALE = 1e12;

    private PurchaseFits() {}

    static Fit nbd(Summaries summaries) {
        String why = tooLittle(summaries);
        if (why != null) {
            return new Unfit(why);
        }
        Maximum top = nbd(summaries.histories());
        return new Fit.Fitted(model(top), top.logLikelihood(), top.standardErrors(), top.evaluations());
    }

    static Fit bgNbd(Summaries summaries) {
        return afterPurchase(summaries, 0);
    }

    static Fit mbgNbd(Summaries summaries) {
        return afterPurchase(summaries, 1);
    }

    static Fit paretoNbd(Summaries summaries) {
        String why = tooLittle(summaries);
        if (why != null) {
            return new Unfit(why);
        }
        Histories histories = summaries.histories();
        double scale = histories.meanAge;
        List<double[]> starts = new ArrayList<>();
        starts.add(new double[] {0.5, 0.3 / rate(histories), 0.5, scale});
        starts.add(new double[] {1, 1 / rate(histories), 0.1, scale});
        starts.add(new double[] {1, 0.5 / rate(histories), 0.2, 0.1 * scale});
        double[] units = {1, scale, 1, scale};
        return best(histories, SilentLeavingSurface::new, starts, units, Shape.PARETO);
    }

    private static Fit afterPurchase(Summaries summaries, int firstChances) {
        String why = tooLittle(summaries);
        if (why != null) {
            return new Unfit(why);
        }
        Histories histories = summaries.histories();
        double rate = rate(histories);
        List<double[]> starts = new ArrayList<>();
        starts.add(new double[] {0.5, 0.3 / rate, 0.7, 2});
        starts.add(new double[] {1, 1 / rate, 0.1, 2});
        starts.add(new double[] {1, 0.5 / rate, 0.2, 0.2});
        double[] units = {1, histories.meanAge, 1, 1};
        Shape shape = firstChances == 0 ? Shape.BG : Shape.MBG;
        return best(histories, some -> new LeavingAfterPurchaseSurface(some, firstChances), starts, units, shape);
    }

    private enum Shape {
        BG,
        MBG,
        PARETO;

        PurchaseModel model(double[] at) {
            return switch (this) {
                case BG -> new BgNbd(at[0], at[1], at[2], at[3]);
                case MBG -> new MbgNbd(at[0], at[1], at[2], at[3]);
                case PARETO -> new ParetoNbd(at[0], at[1], at[2], at[3]);
            };
        }
    }

    /// Tries further starts only while the top is unsure, and accepts leaving only where the data show it.
    private static Fit best(
            Histories histories,
            Function<Histories, Surface> likelihood,
            List<double[]> starts,
            double[] units,
            Shape shape) {
        Surface surface = likelihood.apply(histories);
        Histories sample = histories.sample();
        Surface rough = sample == null ? null : likelihood.apply(sample);
        Maximum staying = nbd(histories);
        Maximum top = climb(surface, rough, starts.getFirst(), units);
        int evaluations = staying.evaluations() + top.evaluations();
        for (int i = 1; i < starts.size() && !isSharp(top); i++) {
            Maximum next = climb(surface, rough, starts.get(i), units);
            evaluations += next.evaluations();
            top = next.logLikelihood() > top.logLikelihood() ? next : top;
        }
        String doubt = doubt(top, staying, units);
        return doubt.isEmpty()
                ? new Fit.Fitted(shape.model(top.parameters()), top.logLikelihood(), top.standardErrors(), evaluations)
                : new Fit.NoDropout(model(staying), staying.logLikelihood(), doubt);
    }

    /// Where an error exceeds its parameter the likelihood is flat or has another top.
    private static boolean isSharp(Maximum top) {
        List<Double> errors = top.standardErrors();
        boolean sharp = !errors.isEmpty();
        for (int i = 0; i < errors.size(); i++) {
            sharp &= errors.get(i) < top.parameters()[i];
        }
        return sharp;
    }

    private static String doubt(Maximum leaving, Maximum staying, double[] units) {
        double gain = 2 * (leaving.logLikelihood() - staying.logLikelihood());
        if (!(gain >= CLEAR_GAIN)) {
            return String.format(
                    Locale.ROOT,
                    "leaving explains the purchases no better than staying (likelihood ratio %.2f)",
                    Math.max(gain, 0));
        }
        double[] at = leaving.parameters();
        for (int i = 2; i < at.length; i++) {
            double ratio = at[i] / units[i];
            if (ratio > 0.999 * RUN_OFF || ratio < 1.001 / RUN_OFF) {
                return "the parameters of leaving run off to their bounds";
            }
        }
        return "";
    }

    private static Maximum nbd(Histories histories) {
        double[] start = {0.5, 0.5 / rate(histories)};
        return climb(new BuyingSurface(histories), null, start, new double[] {1, histories.meanAge});
    }

    private static Maximum climb(Surface surface, @Nullable Surface rough, double[] start, double[] units) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            double widest = i == 1 ? ANY_SCALE : RUN_OFF;
            lower[i] = units[i] / widest;
            upper[i] = units[i] * widest;
        }
        return Maximum.of(surface, rough, start, lower, upper);
    }

    private static Nbd model(Maximum top) {
        return new Nbd(top.parameters()[0], top.parameters()[1]);
    }

    private static double rate(Histories histories) {
        return histories.repeats / (histories.customers * histories.meanAge);
    }

    private static @Nullable String tooLittle(Summaries summaries) {
        if (summaries.customers() < FEWEST_CUSTOMERS) {
            return "too few customers: " + summaries.customers();
        }
        boolean cameBack = false;
        boolean timePassed = false;
        for (int i = 0; i < summaries.distinct(); i++) {
            cameBack |= summaries.frequency(i) > 0;
            timePassed |= summaries.age(i) > 0;
        }
        if (!cameBack) {
            return "nobody came back";
        }
        return timePassed ? null : "no time has passed";
    }
}
