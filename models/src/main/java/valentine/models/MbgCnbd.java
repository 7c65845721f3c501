package valentine.models;

import java.util.List;

/// Like [MbgNbd], for customers who buy more regularly than by chance: every k-th event of their process is a
/// purchase.
///
/// Platzer and Reutterer 2016, Reutterer, Platzer and Schröder 2021. The times between purchases are Erlang-k with a
/// rate of events of their own (gamma, r and alpha), and customers may leave after any purchase (beta, a and b).
/// With k = 1 it is [MbgNbd] itself. The authors foretell by approximation where k exceeds 1; here it is exact.
public record MbgCnbd(double r, double alpha, double a, double b, int k) implements PurchaseModel {
    public MbgCnbd {
        Special.checkPositive(r, alpha, a, b, k);
    }

    @Override
    public List<Double> parameters() {
        return List.of(r, alpha, a, b, (double) k);
    }

    /// Without the times between purchases, which no parameter but k changes: see
    /// [#logLikelihood(int, double, double, double)].
    @Override
    public double logLikelihood(int frequency, double recency, double age) {
        return k == 1
                ? byChance().logLikelihood(frequency, recency, age)
                : chances(frequency).logLikelihood(frequency, recency, age);
    }

    /// With the sum of the logarithms of the times between this customer's purchases, so that models of
    /// different k can be compared.
    public double logLikelihood(int frequency, double recency, double age, double logIntervals) {
        return logLikelihood(frequency, recency, age)
                + (k - 1) * logIntervals
                - frequency * Special.logRising(1, k - 1);
    }

    @Override
    public double probabilityAlive(int frequency, double recency, double age) {
        return k == 1
                ? byChance().probabilityAlive(frequency, recency, age)
                : chances(frequency).alive(frequency, recency, age);
    }

    @Override
    public double probabilityActive(int frequency, double recency, double age, double horizon) {
        return k == 1
                ? byChance().probabilityActive(frequency, recency, age, horizon)
                : chances(frequency).active(frequency, recency, age, horizon);
    }

    @Override
    public double expectedPurchases(int frequency, double recency, double age, double horizon) {
        return k == 1
                ? byChance().expectedPurchases(frequency, recency, age, horizon)
                : chances(frequency).expected(frequency, recency, age, horizon);
    }

    @Override
    public double probability(int frequency, double age) {
        return new LeavingAfterPurchase(r, alpha, a, b, frequency + 1).counted(frequency, age, k);
    }

    private MbgNbd byChance() {
        return new MbgNbd(r, alpha, a, b);
    }

    private LeavingAfterRegularPurchase chances(int frequency) {
        return new LeavingAfterRegularPurchase(r, alpha, a, b, k, frequency + 1);
    }
}
