package valentine.models.survival;

import valentine.models.Special;

/// Everybody leaves at each renewal with a chance of their own, Beta(γ, δ) among customers: sBG.
///
/// Fader & Hardie 2007, "How to project customer retention": the retention of a cohort rises although nobody becomes
/// more loyal, because those likely to leave leave first. γ and δ (their α and β) are positive.
public record ShiftedBetaGeometric(double gamma, double delta) implements RetentionModel {
    public ShiftedBetaGeometric {
        Special.checkPositive(gamma, delta);
    }

    /// By exact maximum likelihood.
    public static RetentionFit fit(Renewals renewals) {
        return RetentionFits.shiftedBetaGeometric(renewals);
    }

    @Override
    public double survival(int renewals) {
        RetentionModel.checkRenewals(renewals);
        return Math.exp(RetentionSurface.change(gamma, delta, 0, renewals));
    }

    @Override
    public double retention(int renewal) {
        RetentionModel.checkRenewals(renewal - 1);
        return (delta + renewal - 1) / (gamma + delta + renewal - 1);
    }

    @Override
    public double hazard(int renewal) {
        RetentionModel.checkRenewals(renewal - 1);
        return gamma / (gamma + delta + renewal - 1);
    }
}
