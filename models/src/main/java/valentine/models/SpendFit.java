package valentine.models;

import java.util.List;

/// How fitting the spend of returning customers ended.
public sealed interface SpendFit permits SpendFit.Fitted, Unfit {

    /// The most likely model. Standard errors are empty where the data hardly bend the likelihood.
    record Fitted(GammaGamma model, double logLikelihood, List<Double> standardErrors, int evaluations)
            implements SpendFit {
        public Fitted {
            standardErrors = List.copyOf(standardErrors);
        }
    }
}
