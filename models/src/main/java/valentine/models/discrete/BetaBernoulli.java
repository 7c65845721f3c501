package valentine.models.discrete;

/// Nobody leaves: customers buy at each opportunity with a chance of their own (beta, alpha and beta).
public record BetaBernoulli(double alpha, double beta) {
    public BetaBernoulli {
        Opportunities.checkPositive(alpha, beta);
    }

    /// The logarithm of the likelihood of one order of purchases.
    public double logLikelihood(int frequency, int opportunities) {
        Opportunities.check(frequency, frequency, opportunities, 0);
        return Opportunities.logChance(alpha, beta, frequency, opportunities);
    }

    /// How likely the customer buys at least once at so many opportunities ahead.
    public double probabilityActive(int frequency, int opportunities, int ahead) {
        Opportunities.check(frequency, frequency, opportunities, ahead);
        double rest = beta + opportunities - frequency;
        return -Math.expm1(Opportunities.logChance(alpha + frequency, rest, 0, ahead));
    }

    /// How many purchases to expect at so many opportunities ahead.
    public double expectedPurchases(int frequency, int opportunities, int ahead) {
        Opportunities.check(frequency, frequency, opportunities, ahead);
        return ahead * (alpha + frequency) / (alpha + beta + opportunities);
    }
}
