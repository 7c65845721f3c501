package valentine.models.survival;

import java.util.List;

/// How fitting a retention model ended.
public sealed interface RetentionFit permits RetentionFit.Fitted, RetentionFit.Alike, NoModel {

    /// The most likely model, its log-likelihood and the standard errors of its parameters in their order.
    ///
    /// Standard errors are empty where the data hardly bend the likelihood.
    record Fitted(RetentionModel model, double logLikelihood, List<Double> standardErrors) implements RetentionFit {
        public Fitted {
            standardErrors = List.copyOf(standardErrors);
        }
    }

    /// The data do not show that customers differ: at every renewal the same share renews.
    record Alike(double retention, double logLikelihood, String why) implements RetentionFit {}
}
