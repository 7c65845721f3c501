package valentine.models;

import java.util.List;

/// How fitting a purchase model ended: with a model, with nobody seen leaving, or with too little to say.
public sealed interface Fit permits Fit.Fitted, Fit.NoDropout, Unfit {

    /// The most likely model, its standard errors in the order of its parameters and the evaluations it took.
    ///
    /// Standard errors are empty where the data hardly bend the likelihood.
    record Fitted(PurchaseModel model, double logLikelihood, List<Double> standardErrors, int evaluations)
            implements Fit {
        public Fitted {
            standardErrors = List.copyOf(standardErrors);
        }
    }

    /// The data do not show that anybody leaves: buying alone explains them.
    record NoDropout(Nbd nbd, double logLikelihood, String why) implements Fit {}

    static Fit bgNbd(Summaries summaries) {
        return PurchaseFits.bgNbd(summaries);
    }

    static Fit mbgNbd(Summaries summaries) {
        return PurchaseFits.mbgNbd(summaries);
    }

    static Fit paretoNbd(Summaries summaries) {
        return PurchaseFits.paretoNbd(summaries);
    }

    static Fit nbd(Summaries summaries) {
        return PurchaseFits.nbd(summaries);
    }
}
