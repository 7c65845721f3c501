package valentine.models.survival;

/// How a cohort under contract thins out, renewal by renewal (1 is the first renewal, after the first period).
public sealed interface RetentionModel permits ShiftedBetaGeometric, BetaDiscreteWeibull {
    /// Below it, the sum over all the future would have to be too long.
    double SMALLEST_DISCOUNT = 1e-4;

    /// The chance that a new customer is still there after so many renewals, in [0, 1] and falling.
    double survival(int renewals);

    /// Of those still there before the `renewal`-th renewal, the share that renews.
    double retention(int renewal);

    /// The share of those still there that leaves at the `renewal`-th renewal.
    double hazard(int renewal);

    /// The chance that a new customer leaves at exactly the `renewal`-th renewal.
    default double leaving(int renewal) {
        return survival(renewal - 1) * hazard(renewal);
    }

    /// How many of the next so many renewals to expect of a customer who renewed so often already.
    default double expectedRenewals(int renewed, int periods) {
        checkRenewals(renewed);
        checkRenewals(periods);
        return sum(renewed, periods, 1);
    }

    /// Discounted expected residual lifetime, in periods, just before a customer's next renewal.
    ///
    /// What a margin of 1 at that renewal and each further one is worth today, when a period later is worth
    /// 1 / (1 + discount): the next one undiscounted, none once the customer leaves (Fader & Hardie 2010).
    /// Times the margin a period it is the residual value of the customer. The discount is per
    /// period, at least 1e-4.
    default double residualLifetime(int renewed, double discount) {
        checkRenewals(renewed);
        if (!(discount >= SMALLEST_DISCOUNT) || Double.isInfinite(discount)) {
            throw new IllegalArgumentException(
                    "A discount is at least " + SMALLEST_DISCOUNT + " a period, or the future has no end: " + discount);
        }
        // After so many periods even certain renewals are worth less than the last digit of the first.
        int horizon = (int) Math.ceil(40 / Math.log1p(discount)) + 1;
        return sum(renewed, horizon, 1 / (1 + discount));
    }

    private double sum(int renewed, int periods, double worth) {
        double still = 1;
        double sum = 0;
        for (int period = 1; period <= periods && still > 0; period++) {
            still *= retention(renewed + period);
            sum += still;
            still *= worth;
        }
        return sum;
    }

    /// Refuses less than none.
    static void checkRenewals(int renewals) {
        if (renewals < 0) {
            throw new IllegalArgumentException("Renewals are not negative: " + renewals);
        }
    }
}
