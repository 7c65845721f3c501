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
        List<Double> units = List.of(1.0, scale, 1.0, scale);
        Surface staying = new BuyingSurface(histories);
        Plan plan = new Plan(
                histories,
                SilentLeavingSurface::new,
                staying,
                starts,
                units,
                at -> new ParetoNbd(at[0], at[1], at[2], at[3]));
        return judged(plan, climbed(plan), 0);
    }

    private static Fit afterPurchase(Summaries summaries, int firstChances) {
        String why = tooLittle(summaries);
        if (why != null) {
            return new Unfit(why);
        }
        Plan plan = afterPurchase(
                summaries.histories(),
                firstChances,
                at -> firstChances == 0
                        ? new BgNbd(at[0], at[1], at[2], at[3])
                        : new MbgNbd(at[0], at[1], at[2], at[3]));
        return judged(plan, climbed(plan), 0);
    }

    static Plan afterPurchase(Histories histories, int firstChances, Function<double[], PurchaseModel> model) {
        return new Plan(
                histories,
                some -> new LeavingAfterPurchaseSurface(some, firstChances),
                new BuyingSurface(histories),
                startsAfterPurchase(histories, 1),
                List.of(1.0, histories.meanAge, 1.0, 1.0),
                model);
    }

    /// Where to begin if every so many events of a process are a purchase.
    static List<double[]> startsAfterPurchase(Histories histories, int every) {
        double rate = every * rate(histories);
        return List.of(new double[] {0.5, 0.3 / rate, 0.7, 2}, new double[] {1, 1 / rate, 0.1, 2}, new double[] {
            1, 0.5 / rate, 0.2, 0.2
        });
    }

    /// What to climb, from where, in which units; against the likelihood of the same customers if nobody leaves.
    record Plan(
            Histories histories,
            Function<Histories, Surface> likelihood,
            Surface staying,
            List<double[]> starts,
            List<Double> units,
            Function<double[], PurchaseModel> model) {}

    /// The top with people leaving and the one without.
    record Climbed(Maximum leaving, Maximum staying, int evaluations) {}

    /// Tries further starts only while the top is unsure.
    static Climbed climbed(Plan plan) {
        Surface surface = plan.likelihood().apply(plan.histories());
        Histories sample = plan.histories().sample();
        Surface rough = sample == null ? null : plan.likelihood().apply(sample);
        Maximum staying = staying(plan.histories(), plan.staying());
        Maximum top = climb(surface, rough, plan.starts().getFirst(), plan.units());
        int evaluations = staying.evaluations() + top.evaluations();
        for (int i = 1; i < plan.starts().size() && !isSharp(top); i++) {
            Maximum next = climb(surface, rough, plan.starts().get(i), plan.units());
            evaluations += next.evaluations();
            top = next.logLikelihood() > top.logLikelihood() ? next : top;
        }
        return new Climbed(top, staying, evaluations);
    }

    /// Accepts leaving only where the data show it; the constant is what the likelihood left out.
    static Fit judged(Plan plan, Climbed climbed, double constant) {
        Maximum top = climbed.leaving();
        String doubt = doubt(top, climbed.staying(), plan.units());
        if (!doubt.isEmpty()) {
            Maximum nbd = nbd(plan.histories());
            return new Fit.NoDropout(model(nbd), nbd.logLikelihood(), doubt);
        }
        PurchaseModel model = plan.model().apply(top.parameters());
        return new Fit.Fitted(model, top.logLikelihood() + constant, top.standardErrors(), climbed.evaluations());
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

    private static String doubt(Maximum leaving, Maximum staying, List<Double> units) {
        double gain = 2 * (leaving.logLikelihood() - staying.logLikelihood());
        if (!(gain >= CLEAR_GAIN)) {
            return String.format(
                    Locale.ROOT,
                    "leaving explains the purchases no better than staying (likelihood ratio %.2f)",
                    Math.max(gain, 0));
        }
        double[] at = leaving.parameters();
        for (int i = 2; i < at.length; i++) {
            double ratio = at[i] / units.get(i);
            if (ratio > 0.999 * RUN_OFF || ratio < 1.001 / RUN_OFF) {
                return "the parameters of leaving run off to their bounds";
            }
        }
        return "";
    }

    private static Maximum nbd(Histories histories) {
        return staying(histories, new BuyingSurface(histories));
    }

    private static Maximum staying(Histories histories, Surface surface) {
        double[] start = {0.5, 0.5 / rate(histories)};
        return climb(surface, null, start, List.of(1.0, histories.meanAge));
    }

    private static Maximum climb(Surface surface, @Nullable Surface rough, double[] start, List<Double> units) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            double widest = i == 1 ? ANY_SCALE : RUN_OFF;
            lower[i] = units.get(i) / widest;
            upper[i] = units.get(i) * widest;
        }
        return Maximum.of(surface, rough, start, lower, upper);
    }

    private static Nbd model(Maximum top) {
        return new Nbd(top.parameters()[0], top.parameters()[1]);
    }

    private static double rate(Histories histories) {
        return histories.repeats / (histories.customers * histories.meanAge);
    }

    static @Nullable String tooLittle(Summaries summaries) {
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
