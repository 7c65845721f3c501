package valentine.models.survival;

import valentine.models.Special;

/// As [ShiftedBetaGeometric], but each customer's own chance to leave falls (c < 1) or rises (c > 1) with time: BdW.
///
/// Fader, Hardie, Liu, Davin & Steenburgh 2018, "How to project customer retention revisited": survival after t
/// renewals is B(γ, δ + t^c) / B(γ, δ). All parameters are positive; c = 1 is sBG.
public record BetaDiscreteWeibull(double gamma, double delta, double c) implements RetentionModel {
    public BetaDiscreteWeibull {
        Special.checkPositive(gamma, delta, c);
    }

    /// By exact maximum likelihood.
    public static RetentionFit fit(Renewals renewals) {
        return RetentionFits.betaDiscreteWeibull(renewals);
    }

    @Override
    public double survival(int renewals) {
        RetentionModel.checkRenewals(renewals);
        return Math.exp(RetentionSurface.change(gamma, delta, 0, Math.pow(renewals, c)));
    }

    @Override
    public double retention(int renewal) {
        return Math.exp(logRetention(renewal));
    }

    @Override
    public double hazard(int renewal) {
        return -Math.expm1(logRetention(renewal));
    }

    private double logRetention(int renewal) {
        RetentionModel.checkRenewals(renewal - 1);
        return RetentionSurface.change(gamma, delta, Math.pow(renewal - 1, c), Math.pow(renewal, c));
    }
}
