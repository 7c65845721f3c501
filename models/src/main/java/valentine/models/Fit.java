package valentine.models;

import java.util.List;

/// How fitting a purchase model ended: with a model, with nobody seen leaving, or with too little to say.
///
/// Leaving is accepted where it raises twice the log-likelihood by 2.71 or more over the same customers if nobody left
/// and its parameters do not run off. The cost of a fit grows with distinct histories, not with customers.
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

    /// Fits [BgNbd] by exact maximum likelihood.
    static Fit bgNbd(Summaries summaries) {
        return PurchaseFits.bgNbd(summaries);
    }

    /// Fits [MbgNbd] by exact maximum likelihood.
    static Fit mbgNbd(Summaries summaries) {
        return PurchaseFits.mbgNbd(summaries);
    }

    /// Fits BG/CNBD-k for k from 1 to 12 and takes the likeliest.
    ///
    /// It needs to know how regular the purchases were: the sum, over all customers and all repeat occasions,
    /// of the natural logarithm of the time since the occasion before, in the unit of the summaries. The
    /// log-likelihood holds these times too and so can be compared with that of any other model here.
    static Fit bgCnbd(Summaries summaries, double logIntervals) {
        return RegularFits.fit(summaries, logIntervals, 0);
    }

    /// Fits MBG/CNBD-k as [#bgCnbd(Summaries, double)] does BG/CNBD-k.
    static Fit mbgCnbd(Summaries summaries, double logIntervals) {
        return RegularFits.fit(summaries, logIntervals, 1);
    }

    /// Fits [ParetoNbd] by exact maximum likelihood; its cost grows with distinct frequencies times distinct days.
    static Fit paretoNbd(Summaries summaries) {
        return PurchaseFits.paretoNbd(summaries);
    }

    /// Fits [Nbd] by exact maximum likelihood; it never ends in [NoDropout].
    static Fit nbd(Summaries summaries) {
        return PurchaseFits.nbd(summaries);
    }
}
