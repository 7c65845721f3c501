package valentine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fits BG/CNBD-k (0 first chances to leave) and MBG/CNBD-k (1) for every k and takes the likeliest.
final class RegularFits {
    private static final int MOST_REGULAR = 12;

    private RegularFits() {}

    static Fit fit(Summaries summaries, double logIntervals, int firstChances) {
        if (Double.isNaN(logIntervals) || Double.isInfinite(logIntervals)) {
            throw new IllegalArgumentException("Intervals must last: " + logIntervals);
        }
        String why = PurchaseFits.tooLittle(summaries);
        if (why != null) {
            return new Unfit(why);
        }
        Histories histories = summaries.histories();
        Way best = way(histories, logIntervals, firstChances, 1, null);
        Way last = best;
        for (int k = 2; k <= MOST_REGULAR; k++) {
            last = way(
                    histories,
                    logIntervals,
                    firstChances,
                    k,
                    last.climbed().leaving().parameters());
            best = last.height() > best.height() ? last : best;
        }
        return PurchaseFits.judged(best.plan(), best.climbed(), best.constant());
    }

    private record Way(PurchaseFits.Plan plan, PurchaseFits.Climbed climbed, double constant) {
        double height() {
            return climbed.leaving().logLikelihood() + constant;
        }
    }

    private static Way way(
            Histories histories, double logIntervals, int firstChances, int k, double @Nullable [] before) {
        PurchaseFits.Plan plan = plan(histories, firstChances, k, before);
        double constant = (k - 1) * logIntervals - histories.repeats * Special.logRising(1, k - 1);
        return new Way(plan, PurchaseFits.climbed(plan), constant);
    }

    private static PurchaseFits.Plan plan(Histories histories, int firstChances, int k, double @Nullable [] before) {
        Function<double[], PurchaseModel> model = at -> firstChances == 0
                ? new BgCnbd(at[0], at[1], at[2], at[3], k)
                : new MbgCnbd(at[0], at[1], at[2], at[3], k);
        PurchaseFits.Plan byChance = PurchaseFits.afterPurchase(histories, firstChances, model);
        if (k == 1) {
            return byChance;
        }
        List<double[]> starts = new ArrayList<>(PurchaseFits.startsAfterPurchase(histories, k));
        if (before != null) {
            starts.addFirst(new double[] {before[0], before[1] * (k - 1) / k, before[2], before[3]});
        }
        return new PurchaseFits.Plan(
                histories,
                some -> new RegularLeavingSurface(some, firstChances, k),
                new RegularLeavingSurface(histories, RegularLeavingSurface.NO_CHANCES, k),
                starts,
                byChance.units(),
                model);
    }
}
