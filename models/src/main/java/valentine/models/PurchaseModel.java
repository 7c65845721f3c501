package valentine.models;

import java.util.List;

/// A fitted story of how customers buy and leave, which foretells from one customer's summary.
///
/// A summary is the number of repeat occasions (`frequency`), the time from the first to the last purchase
/// (`recency`) and the time from the first purchase to today (`age`), in the unit of time the model was fitted in;
/// a horizon lies ahead of today. Times are finite and not negative, recency is at most age: anything else throws
/// [IllegalArgumentException]. Nothing else does, and no answer is ever infinite or not a number.
public sealed interface PurchaseModel permits BgNbd, MbgNbd, BgCnbd, MbgCnbd, ParetoNbd, Nbd {

    /// The parameters in the order of their names in the literature, and of the standard errors of their fit.
    List<Double> parameters();

    /// The logarithm of the individual likelihood, without the constant of the order of purchases.
    double logLikelihood(int frequency, double recency, double age);

    /// How likely the customer has not left. Not for people: it misleads for those who bought once.
    double probabilityAlive(int frequency, double recency, double age);

    /// How likely the customer buys at least once within the horizon after today.
    double probabilityActive(int frequency, double recency, double age, double horizon);

    /// How many purchase occasions to expect within the horizon after today.
    double expectedPurchases(int frequency, double recency, double age, double horizon);

    /// P(X(t) = n): how likely anybody comes back exactly so often within an age after the first purchase.
    double probability(int frequency, double age);

    /// E X(t): how often anybody is expected to come back within an age after the first purchase.
    default double expectedPurchases(double age) {
        return expectedPurchases(0, 0, 0, age);
    }

    /// All purchase occasions to come after today, each discounted at a continuous rate per unit of time (DERT).
    ///
    /// A yearly discount d makes the rate log(1 + d) divided by the units of time in a year. For the
    /// contribution of a customer, multiply by [GammaGamma#expectedSpend(int, double)] and the margin: see
    /// [LifetimeValue].
    default double discountedPurchases(int frequency, double recency, double age, double rate) {
        Special.checkPositive(rate);
        // By parts: the mean of the expectation up to a moment that is exponential with the rate.
        return Discount.integral(rate, ahead -> rate * expectedPurchases(frequency, recency, age, ahead));
    }
}
