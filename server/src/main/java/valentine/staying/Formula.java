package valentine.staying;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import valentine.models.Logistic;
import valentine.models.PurchaseModel;
import valentine.models.Recalibration;

/// A candidate with what it learned: tells the chance of at least one purchase within the horizon.
///
/// @param learnedOver the days a learned candidate saw labels for; models foretell any horizon
/// @param oldest the days the longest known customer was known when this was learned; longer ages count as
///     this long, for nothing was learned about them
/// @param shift,slope the recalibration, 0 and 1 where there is none
/// @param stretch how many times more surely somebody comes within the horizon than within the days learned over; null
///     where these are the same, or a story of buying says so for each customer
/// @param base whose chance a layered candidate looks at: a story of buying, or for trees what they correct; else null
public record Formula(
        Candidate candidate,
        List<Double> parameters,
        int learnedOver,
        int oldest,
        double shift,
        double slope,
        @Nullable Double stretch,
        @Nullable Formula base) {
    private static final double EDGE = 1e-6;

    public Formula {
        parameters = List.copyOf(parameters);
    }

    static Formula of(Candidate candidate, PurchaseModel model) {
        return new Formula(candidate, Candidate.parameters(model), 0, 0, 0, 1, null, null);
    }

    static Formula of(Candidate candidate, Logistic logistic, int learnedOver, int oldest, @Nullable Formula base) {
        List<Double> parameters = new java.util.ArrayList<>(logistic.coefficients());
        parameters.addFirst(logistic.intercept());
        return new Formula(candidate, parameters, learnedOver, oldest, 0, 1, null, base);
    }

    Formula with(Recalibration recalibration) {
        return new Formula(
                candidate,
                parameters,
                learnedOver,
                oldest,
                recalibration.intercept(),
                recalibration.slope(),
                stretch,
                base);
    }

    /// The same looking at another story.
    Formula with(@Nullable Formula story) {
        return new Formula(candidate, parameters, learnedOver, oldest, shift, slope, stretch, story);
    }

    Formula stretched(double times) {
        return new Formula(candidate, parameters, learnedOver, oldest, shift, slope, times, base);
    }

    public boolean isRecalibrated() {
        return shift != 0 || slope != 1;
    }

    /// Never 0 and never 1: nobody is that sure.
    double chance(Pace pace, int frequency, int recency, int age, int horizon, double[] signals) {
        double raw = candidate.isLearned()
                ? learned(pace, frequency, recency, age, signals)
                : told(pace, frequency, recency, age, horizon);
        double edged = Math.clamp(raw, EDGE, 1 - EDGE);
        return isRecalibrated() ? Math.clamp(new Recalibration(shift, slope).apply(edged), EDGE, 1 - EDGE) : edged;
    }

    /// How many orders to expect of one who does come within the horizon.
    double ordersOfOneWhoComes(int frequency, int recency, int age, int horizon) {
        PurchaseModel model = candidate.model(parameters);
        double active = model.probabilityActive(frequency, recency, age, horizon);
        double expected = model.expectedPurchases(frequency, recency, age, horizon);
        // Where both have faded to nothing their ratio says nothing.
        return active > 1e-250 ? Math.max(1, expected / active) : 1;
    }

    private double learned(Pace pace, int frequency, int recency, int age, double[] signals) {
        double told = base == null ? 0 : base.chance(pace, frequency, recency, age, learnedOver, signals);
        boolean corrects = candidate == Candidate.TREES;
        // What was learned before signals were looked at, or from fewer of them, looks at no more.
        int looksAt = corrects ? Objects.requireNonNull(base).parameters.size() : parameters.size();
        int most = Math.max(0, looksAt - 2 - Candidate.TOLD);
        double[] features = candidate.features(pace, frequency, recency, age, oldest, learnedOver, told, signals, most);
        if (corrects) {
            double score = logit(told) + Trees.score(parameters, features);
            return 1 / (1 + Math.exp(-score));
        }
        return new Logistic(parameters.getFirst(), parameters.subList(1, parameters.size())).probability(features);
    }

    private static double logit(double chance) {
        return Math.log(chance / (1 - chance));
    }

    private double told(Pace pace, int frequency, int recency, int age, int horizon) {
        double chance = candidate.model(parameters).probabilityActive(frequency, recency, age, horizon);
        int silence = age - recency;
        // NBD knows no leaving: a silence beyond the unusual wears its chance down.
        boolean wears = candidate == Candidate.NBD && pace.isKnown() && silence > pace.unusual(frequency, recency);
        return wears ? chance * pace.unusual(frequency, recency) / silence : chance;
    }
}
