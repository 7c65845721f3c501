package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.List;

/// Customers buy at a rate of their own (gamma, r and alpha) and leave silently at any moment (gamma, s and beta).
///
/// Schmittlein, Morrison and Colombo 1987.
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {
    public ParetoNbd {
        Special.checkPositive(r, alpha, s, beta);
    }

    @Override
    public List<Double> parameters() {
        return List.of(r, alpha, s, beta);
    }

    @Override
    public double logLikelihood(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        if (frequency == 0) {
            double some = r / alpha * Decay.integral(alpha, r + 1, beta, s, age);
            // Close to 0 where hardly anybody could have bought: the sum below would cancel.
            if (some < 0.5) {
                return log1p(-some);
            }
        }
        double bought = Special.logRising(r, frequency) - r * log1p(age / alpha) - frequency * log(alpha + age);
        return bought - s * log1p(age / beta) + Special.softplus(logOddsOfHavingLeft(frequency, recency, age));
    }

    @Override
    public double probabilityAlive(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        return Special.logistic(-logOddsOfHavingLeft(frequency, recency, age));
    }

    @Override
    public double probabilityActive(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        double shape = r + frequency;
        double rate = alpha + age;
        double buys = shape / rate * Decay.integral(rate, shape + 1, beta + age, s, horizon);
        return probabilityAlive(frequency, recency, age) * Math.min(buys, 1);
    }

    @Override
    public double expectedPurchases(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        double stretch = log1p(horizon / (beta + age));
        double exponent = (s - 1) * stretch;
        // (1 - e^-y) / y is regular where s = 1, unlike the textbook form.
        double shrink = exponent == 0 ? 1 : -expm1(-exponent) / exponent;
        double whenAlive = (r + frequency) * ((beta + age) / (alpha + age)) * stretch * shrink;
        return probabilityAlive(frequency, recency, age) * whenAlive;
    }

    @Override
    public double probability(int frequency, double age) {
        Special.checkSummary(frequency, 0, age, 0);
        if (age == 0) {
            return frequency == 0 ? 1 : 0;
        }
        double stayed = exp(-s * log1p(age / beta)) * new NegativeBinomial(r, age / alpha).exactly(frequency);
        double ways = Special.logRising(r, frequency) - Special.logRising(1, frequency) + log(s);
        return Math.min(1, stayed + Departures.integral(ways, frequency, r, alpha, s, beta, age));
    }

    /// Fader, Hardie and Lee 2005 (RFM and CLV), whose confluent function is this integral over the time of
    /// staying.
    @Override
    public double discountedPurchases(int frequency, double recency, double age, double rate) {
        Special.checkSummary(frequency, recency, age, 0);
        Special.checkPositive(rate);
        double stays = Discount.integral(rate, ahead -> exp(-s * log1p(ahead / (beta + age))));
        return probabilityAlive(frequency, recency, age) * (r + frequency) / (alpha + age) * stays;
    }

    private double logOddsOfHavingLeft(int frequency, double recency, double age) {
        double shape = r + frequency;
        double silence = age - recency;
        double integral = Decay.integral(alpha + recency, shape, beta + recency, s + 1, silence);
        return shape * log1p(silence / (alpha + recency))
                + s * log1p(silence / (beta + recency))
                + log(s * integral / (beta + recency));
    }
}
