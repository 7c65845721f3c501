package valentine.models;

import java.util.List;

/// How fitting a purchase model with covariates ended.
public sealed interface CovariateFit permits CovariateFit.Fitted, CovariateFit.NoDropout, CovariateFit.Unfit {

    /// The most likely model and the standard errors of r, alpha, s, beta and of the coefficients of buying and
    /// of leaving, in the order of the covariates; empty where the data hardly bend the likelihood.
    ///
    /// Without covariates the same customers have a log-likelihood of `without`: twice the difference is
    /// chi-square with two degrees of freedom for each covariate if none of them matters.
    record Fitted(
            CovariateParetoNbd model,
            double logLikelihood,
            double without,
            List<Double> standardErrors,
            int evaluations)
            implements CovariateFit {
        public Fitted {
            standardErrors = List.copyOf(standardErrors);
        }
    }

    /// The data do not show that anybody leaves, so that nothing can hasten it.
    record NoDropout(Nbd nbd, double logLikelihood, String why) implements CovariateFit {}

    /// The data say too little for the model, and why.
    record Unfit(String why) implements CovariateFit {}

    /// Fits Pareto/NBD with covariates: one row for each customer, one number for each covariate, the times as in
    /// [Summaries#of(int[], int[], int[], double)].
    ///
    /// Who has the same covariates shares the work, so that the cost grows with the distinct quadruples of
    /// frequency, recency, age and covariates: segments and channels cost little, a number that everybody has
    /// alone costs a small integral and some hundred bytes for each customer.
    static CovariateFit paretoNbd(int[] frequency, int[] recency, int[] age, double step, double[][] covariates) {
        return CovariateFits.paretoNbd(frequency, recency, age, step, covariates);
    }
}
