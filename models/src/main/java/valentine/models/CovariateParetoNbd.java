package valentine.models;

import java.util.List;

/// Pareto/NBD where what is known of a customer from the start speeds up or slows down buying and leaving.
///
/// Fader and Hardie 2007 (time-invariant covariates): a customer with covariates z follows a [ParetoNbd] of their own
/// whose alpha is alpha exp(-buying·z) and whose beta is beta exp(-leaving·z). So a coefficient of 0.1 means that one
/// unit more of its covariate makes customers buy, or leave, 10.5 % faster.
///
/// @param base whoever has 0 in every covariate
/// @param buying one coefficient for each covariate
/// @param leaving one coefficient for each covariate
public record CovariateParetoNbd(ParetoNbd base, List<Double> buying, List<Double> leaving) {
    public CovariateParetoNbd {
        buying = List.copyOf(buying);
        leaving = List.copyOf(leaving);
        if (buying.size() != leaving.size()) {
            throw new IllegalArgumentException(
                    "Buying and leaving look at the same covariates: " + buying.size() + " and " + leaving.size());
        }
    }

    /// The model of a customer with these covariates.
    public ParetoNbd of(double... covariates) {
        if (covariates.length != buying.size()) {
            throw new IllegalArgumentException(buying.size() + " covariates expected, not " + covariates.length);
        }
        return new ParetoNbd(
                base.r(), scaled(base.alpha(), buying, covariates), base.s(), scaled(base.beta(), leaving, covariates));
    }

    private static double scaled(double scale, List<Double> coefficients, double[] covariates) {
        double sum = 0;
        for (int j = 0; j < covariates.length; j++) {
            sum += coefficients.get(j) * covariates[j];
        }
        return scale * Math.exp(-sum);
    }
}
