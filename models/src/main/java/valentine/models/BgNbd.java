package valentine.models;

import java.util.List;

/// Customers buy at a rate of their own (gamma, r and alpha) and may leave after each repeat purchase (beta, a and b).
///
/// Fader, Hardie and Lee 2005. Who has bought only once cannot have left.
public record BgNbd(double r, double alpha, double a, double b) implements PurchaseModel {
    public BgNbd {
        Special.checkPositive(r, alpha, a, b);
    }

    @Override
    public List<Double> parameters() {
        return List.of(r, alpha, a, b);
    }

    @Override
    public double logLikelihood(int frequency, double recency, double age) {
        return chances(frequency).logLikelihood(frequency, recency, age);
    }

    @Override
    public double probabilityAlive(int frequency, double recency, double age) {
        return chances(frequency).alive(frequency, recency, age);
    }

    @Override
    public double probabilityActive(int frequency, double recency, double age, double horizon) {
        return chances(frequency).active(frequency, recency, age, horizon);
    }

    @Override
    public double expectedPurchases(int frequency, double recency, double age, double horizon) {
        return chances(frequency).expected(frequency, recency, age, horizon);
    }

    @Override
    public double probability(int frequency, double age) {
        return chances(frequency).counted(frequency, age, 1);
    }

    private LeavingAfterPurchase chances(int frequency) {
        return new LeavingAfterPurchase(r, alpha, a, b, frequency);
    }
}
