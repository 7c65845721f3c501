package valentine.models.discrete;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import valentine.models.Summaries;

/// Customers buy at each opportunity with a chance of their own (beta, alpha and beta) and before each may leave for
/// good with another (beta, gamma and delta).
///
/// Fader, Hardie and Shang 2010. Parameters are positive and finite, frequency is at most recency and recency at most
/// the opportunities: anything else throws [IllegalArgumentException]. Every answer costs by the opportunities it
/// looks at and is a sum of positive terms, so that nothing cancels and gamma = 1 is a number like others.
public record BgBb(double alpha, double beta, double gamma, double delta) {
    public BgBb {
        Opportunities.checkPositive(alpha, beta, gamma, delta);
    }

    /// Fits by exact maximum likelihood; the recency and the age of the summaries count opportunities, steps of
    /// 1.
    public static BgBbFit fit(Summaries summaries) {
        return BgBbFits.fit(summaries);
    }

    /// The logarithm of the individual likelihood of one order of purchases.
    public double logLikelihood(int frequency, int recency, int opportunities) {
        Opportunities.check(frequency, recency, opportunities, 0);
        return logUntil(frequency, recency) + log(silence(frequency, recency, opportunities, true));
    }

    /// How likely the customer is still there at the next opportunity.
    public double probabilityAlive(int frequency, int recency, int opportunities) {
        Opportunities.check(frequency, recency, opportunities, 0);
        return here(frequency, recency, opportunities) * stays(opportunities);
    }

    /// How likely the customer buys at least once at so many opportunities ahead.
    public double probabilityActive(int frequency, int recency, int opportunities, int ahead) {
        Opportunities.check(frequency, recency, opportunities, ahead);
        double waiting = here(frequency, recency, opportunities);
        double sum = 0;
        for (int n = opportunities; n < opportunities + ahead && waiting > 0; n++) {
            waiting *= stays(n);
            sum += waiting * (alpha + frequency) / (alpha + beta + n);
            waiting *= (beta + n - frequency) / (alpha + beta + n);
        }
        return Math.min(1, sum);
    }

    /// How many purchases to expect at so many opportunities ahead.
    public double expectedPurchases(int frequency, int recency, int opportunities, int ahead) {
        Opportunities.check(frequency, recency, opportunities, ahead);
        double alive = here(frequency, recency, opportunities);
        double sum = 0;
        for (int n = opportunities; n < opportunities + ahead && alive > 0; n++) {
            alive *= stays(n);
            sum += alive;
        }
        return sum * (alpha + frequency) / (alpha + beta + opportunities);
    }

    /// All purchases to come, the one at the n-th opportunity ahead divided by (1 + discount)^n (DERT).
    ///
    /// The discount is per opportunity, 0.1 for 10 %; its inverse is about the number of opportunities looked at.
    public double discountedPurchases(int frequency, int recency, int opportunities, double discount) {
        Opportunities.check(frequency, recency, opportunities, 0);
        Opportunities.checkPositive(discount);
        double stays = 1;
        double sum = 0;
        for (double n = opportunities; stays > Double.MIN_NORMAL && stays > 1e-17 * discount * sum; n++) {
            stays *= (delta + n) / (gamma + delta + n) / (1 + discount);
            sum += stays;
        }
        return here(frequency, recency, opportunities) * sum * (alpha + frequency) / (alpha + beta + opportunities);
    }

    /// P(X(n) = x): how likely anybody buys exactly so often at so many opportunities.
    public double probability(int frequency, int opportunities) {
        Opportunities.check(frequency, frequency, Math.max(frequency, opportunities), 0);
        if (frequency > opportunities) {
            return 0;
        }
        double ways = logUntil(frequency, frequency);
        double sum = 0;
        for (double n = frequency; n < opportunities; n++) {
            sum += exp(ways) * (gamma / (gamma + delta + n));
            ways += log((n + 1) / (n + 1 - frequency) * ((beta + n - frequency) / (alpha + beta + n)));
            ways += log((delta + n) / (gamma + delta + n));
        }
        return Math.min(1, sum + exp(ways));
    }

    /// E X(n): how often anybody is expected to buy at so many opportunities.
    public double expectedPurchases(int opportunities) {
        return expectedPurchases(0, 0, 0, opportunities);
    }

    /// How likely the customer was still there at the last opportunity.
    private double here(int frequency, int recency, int opportunities) {
        return silence(frequency, recency, opportunities, false) / silence(frequency, recency, opportunities, true);
    }

    private double stays(int n) {
        return (delta + n) / (gamma + delta + n);
    }

    private double logUntil(int frequency, int recency) {
        return Opportunities.logChance(alpha, beta, frequency, recency)
                + Opportunities.logChance(delta, gamma, recency, recency);
    }

    /// The chance of what was seen after the last purchase: having left at any opportunity since, or being there.
    private double silence(int frequency, int recency, int opportunities, boolean orLeft) {
        double here = 1;
        double left = 0;
        for (int n = recency; n < opportunities; n++) {
            left += here * (gamma / (gamma + delta + n));
            here *= (beta + n - frequency) / (alpha + beta + n) * stays(n);
        }
        return orLeft ? left + here : here;
    }
}
