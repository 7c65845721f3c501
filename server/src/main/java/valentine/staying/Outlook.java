package valentine.staying;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.PurchaseModel;

/// Everything learned that it takes to say how a customer stands; kept, it scores whoever brings something new.
///
/// @param formula tells who stays
/// @param counting tells how many orders come of those who do
/// @param noise a change of the chance below this says nothing
public record Outlook(int horizon, Formula formula, Formula counting, Pace pace, Spending spending, double noise) {
    /// How far back the trend looks.
    static final int BEFORE = 30;

    private static final double SURE_AFTER = 2;

    /// What follows from how often, how regularly and how lately alone: the same for all with equal summaries.
    record Chances(
            double staying,
            double ordersOfOneWhoComes,
            double silenceWeight,
            double ordersWeight,
            double returnsWeight) {}

    /// How a customer stands at the end of a day, from what was known then and thirty days before.
    public Standing standing(Known known, @Nullable Known before, int asOf) {
        Chances chances = chances(known.frequency(), known.recency(), asOf - known.first(), signals(known));
        Double then = before == null
                ? null
                : staying(before.frequency(), before.recency(), asOf - BEFORE - before.first(), signals(before));
        return standing(known, then, asOf, chances);
    }

    Standing standing(Known known, @Nullable Double before, int asOf, Chances chances) {
        double staying = chances.staying();
        double orders = staying * chances.ordersOfOneWhoComes();
        double perOrder = spending.perOrder(known);
        double yearly = pace.yearlyOrders(known.frequency(), known.recency()) * perOrder;
        double atRisk = yearly * (1 - staying);
        Band band = band(known, asOf, staying);
        return new Standing(
                known,
                band,
                staying,
                before,
                orders,
                orders * perOrder,
                yearly,
                atRisk,
                deservesAttention(band) ? atRisk * known.orders() / (known.orders() + SURE_AFTER) : 0,
                reasons(known, asOf, chances));
    }

    Chances chances(int frequency, int recency, int age, double[] signals) {
        double staying = staying(frequency, recency, age, signals);
        int silence = age - recency;
        int usual = (int) Math.round(pace.usual(frequency, recency));
        int otherwise = silence > usual ? usual : (int) Math.round(pace.unusual(frequency, recency));
        int middling = pace.isKnown() && frequency == pace.middlingFrequency() ? 0 : pace.middlingFrequency();
        int middlingRecency = (int) Math.round(middling * pace.usual());
        return new Chances(
                staying,
                counting.ordersOfOneWhoComes(frequency, recency, age, horizon),
                pace.isKnown() ? staying - staying(frequency, recency, recency + otherwise, signals) : 0,
                pace.isKnown() ? staying - staying(middling, middlingRecency, middlingRecency + silence, signals) : 0,
                staying - staying(frequency, recency, age, Signals.withoutReturns(signals)));
    }

    double staying(int frequency, int recency, int age, double[] signals) {
        double chance = formula.chance(pace, frequency, recency, age, horizon, signals);
        int over = formula.learnedOver();
        if (over == 0 || over == horizon) {
            return chance;
        }
        Double stretch = formula.stretch();
        if (stretch != null) {
            return -Math.expm1(stretch * Math.log1p(-chance));
        }
        // Learned over fewer days than asked for: stretched as the counting model says that chances grow with time.
        double near = counting.chance(pace, frequency, recency, age, over, signals);
        double far = counting.chance(pace, frequency, recency, age, horizon, signals);
        return -Math.expm1(Math.log1p(-chance) * Math.log1p(-far) / Math.log1p(-near));
    }

    /// The chance of everybody in the snapshot; equal histories are foretold once.
    double[] staying(Snapshot snapshot) {
        Histories histories = snapshot.histories(formula.candidate());
        return histories.each(
                i -> staying(histories.frequency(i), histories.recency(i), histories.age(i), histories.signals(i)));
    }

    /// How many orders the formula's model expects of everybody in the snapshot.
    double[] orders(Snapshot snapshot) {
        PurchaseModel model = formula.candidate().model(formula.parameters());
        Histories histories = snapshot.histories(formula.candidate());
        return histories.each(
                i -> model.expectedPurchases(histories.frequency(i), histories.recency(i), histories.age(i), horizon));
    }

    /// The same by another formula.
    Outlook with(Formula other) {
        return new Outlook(horizon, other, counting, pace, spending, noise);
    }

    /// Nobody is in touch who has been silent for longer than is usual, however often such people come back.
    private Band band(Known known, int asOf, double staying) {
        Band band = Band.of(staying);
        boolean overdue = pace.isKnown() && asOf - known.last() > pace.unusual(known.frequency(), known.recency());
        return band == Band.IN_TOUCH && overdue ? Band.COOLING : band;
    }

    private static boolean deservesAttention(Band band) {
        return switch (band) {
            case COOLING, LOSING_TOUCH -> true;
            case IN_TOUCH, GONE_QUIET -> false;
        };
    }

    private List<Reason> reasons(Known known, int asOf, Chances chances) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason(silence(known, asOf - known.last()), chances.silenceWeight()));
        if (known.orders() > 1) {
            reasons.add(new Reason(
                    Words.of(known.orders(), "order", "orders") + " in " + Words.span(known.recency() + 1) + ".",
                    chances.ordersWeight()));
        }
        if (known.recentReturns() > 1) {
            // Where what foretells looks at no returns they weigh nothing; people want to know all the same.
            reasons.add(new Reason(
                    "Returned " + known.recentReturns() + " of the last " + known.recentOrders() + " orders.",
                    chances.returnsWeight()));
        }
        reasons.sort(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight())));
        return reasons;
    }

    private static double[] signals(Known known) {
        return known.signals().stream().mapToDouble(signal -> signal).toArray();
    }

    private String silence(Known known, int days) {
        if (known.orders() == 1) {
            String bought = "Bought once, " + ago(days) + ".";
            return pace.isKnown()
                    ? bought + " Most who come back do so within " + Words.of(pace.secondOrder(), "day", "days") + "."
                    : bought;
        }
        long usual = Math.round(pace.usual(known.frequency(), known.recency()));
        String within = " Usually comes back within " + Words.of(usual, "day", "days") + ".";
        if (days > usual) {
            return "Silent for " + Words.of(days, "day", "days") + "." + within;
        }
        return "Last order " + ago(days) + "." + within;
    }

    private static String ago(int days) {
        return switch (days) {
            case 0 -> "today";
            case 1 -> "yesterday";
            default -> Words.of(days, "day", "days") + " ago";
        };
    }
}
