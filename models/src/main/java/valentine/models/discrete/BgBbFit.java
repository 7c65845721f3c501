package valentine.models.discrete;

import java.util.List;

/// How fitting [BgBb] ended: with a model, with nobody seen leaving, or with too little to say.
public sealed interface BgBbFit {

    /// The most likely model and its standard errors in the order of its parameters, which are empty where the
    /// data hardly bend the likelihood.
    record Fitted(BgBb model, double logLikelihood, List<Double> standardErrors, int evaluations) implements BgBbFit {
        public Fitted {
            standardErrors = List.copyOf(standardErrors);
        }
    }

    /// The data do not show that anybody leaves: buying alone explains them.
    record NoDropout(BetaBernoulli buying, double logLikelihood, String why) implements BgBbFit {}

    /// The data say too little for the model, and why.
    record Unfit(String why) implements BgBbFit {}
}
