package valentine.models.survival;

/// How fitting a proportional hazards model ended.
public sealed interface CoxFit permits CoxFit.Fitted, NoModel {

    /// The most likely model, learned from so many customers of whom so many left.
    ///
    /// `logLikelihood` is the partial one at the model, `nullLogLikelihood` where nothing known matters.
    record Fitted(Cox model, double logLikelihood, double nullLogLikelihood, int customers, int left)
            implements CoxFit {}
}
