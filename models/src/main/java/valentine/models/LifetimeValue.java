package valentine.models;

/// What customers are worth from today on: the purchases to come, discounted, times what they spend on each.
///
/// Fader, Hardie and Lee 2005 (RFM and CLV): spend does not depend on the rhythm of buying. Money is in the currency
/// of the spend model, before margin; the rate is continuous, per unit of time of the purchase model.
public record LifetimeValue(PurchaseModel purchases, GammaGamma spend, double rate) {
    public LifetimeValue {
        Special.checkPositive(rate);
    }

    /// A discount of so much a year (0.15 for 15 %), where a year has so many units of time.
    public static LifetimeValue yearly(PurchaseModel purchases, GammaGamma spend, double discount, double year) {
        Special.checkPositive(discount, year);
        return new LifetimeValue(purchases, spend, Math.log1p(discount) / year);
    }

    /// The value of one customer, with the mean spend of the repeat occasions (0 where there are none).
    public double of(int frequency, double recency, double age, double mean) {
        return purchases.discountedPurchases(frequency, recency, age, rate) * spend.expectedSpend(frequency, mean);
    }
}
