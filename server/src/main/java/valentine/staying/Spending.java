package valentine.staying;

import java.util.List;
import valentine.models.GammaGamma;
import valentine.models.SpendFit;

/// What a customer spends on an order: the own mean of repeat orders, mixed with everybody's.
///
/// @param parameters of Gamma-Gamma, fitted on repeat orders without zeros and what went back whole; empty where that
///     does not fit and the plain mean of the firm is mixed in
public record Spending(List<Double> parameters, double firmMean) {
    private static final double SHRINKING = 2;
    private static final double NEXT_TO_NOTHING = 0.01;

    public Spending {
        parameters = List.copyOf(parameters);
    }

    static Spending of(Snapshot snapshot) {
        double[] mean = new double[snapshot.size()];
        double money = 0;
        double orders = 0;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = snapshot.frequency[i] > 0 ? snapshot.repeatMoney[i] / snapshot.frequency[i] : 0;
            money += snapshot.money[i];
            orders += snapshot.frequency[i] + 1;
        }
        List<Double> parameters = switch (GammaGamma.fit(snapshot.frequency, mean)) {
            case SpendFit.Fitted fitted ->
                List.of(fitted.model().p(), fitted.model().q(), fitted.model().gamma());
            case valentine.models.Unfit _ -> List.of();
        };
        return new Spending(parameters, orders == 0 ? 0 : Math.max(0, money / orders));
    }

    double perOrder(Known known) {
        if (parameters.isEmpty()) {
            return Math.max(0, (known.money() + SHRINKING * firmMean) / (known.orders() + SHRINKING));
        }
        GammaGamma model = new GammaGamma(parameters.get(0), parameters.get(1), parameters.get(2));
        int repeats = known.frequency();
        return model.expectedSpend(
                repeats, repeats == 0 ? 0 : Math.max(NEXT_TO_NOTHING, known.repeatMoney() / repeats));
    }
}
