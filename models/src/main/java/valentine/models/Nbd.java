package valentine.models;

import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.List;

/// Nobody leaves: customers buy at random, each at a steady rate of their own (gamma, shape r, rate alpha).
public record Nbd(double r, double alpha) implements PurchaseModel {
    public Nbd {
        Special.checkPositive(r, alpha);
    }

    @Override
    public List<Double> parameters() {
        return List.of(r, alpha);
    }

    @Override
    public double logLikelihood(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        return Special.logRising(r, frequency) - r * log1p(age / alpha) - frequency * log(alpha + age);
    }

    @Override
    public double probabilityAlive(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        return 1;
    }

    @Override
    public double probabilityActive(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        return -expm1(-(r + frequency) * log1p(horizon / (alpha + age)));
    }

    @Override
    public double expectedPurchases(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        return (r + frequency) * horizon / (alpha + age);
    }

    @Override
    public double probability(int frequency, double age) {
        Special.checkSummary(frequency, 0, age, 0);
        return Math.min(1, new NegativeBinomial(r, age / alpha).exactly(frequency));
    }

    @Override
    public double discountedPurchases(int frequency, double recency, double age, double rate) {
        Special.checkSummary(frequency, recency, age, 0);
        Special.checkPositive(rate);
        return (r + frequency) / (alpha + age) / rate;
    }
}
