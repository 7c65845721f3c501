package valentine.models.survival;

/// How fitting a discrete-time hazard ended.
public sealed interface HazardFit permits HazardFit.Fitted, NoModel {

    /// The most likely model, its log-likelihood, learned from so many customers of whom so many left.
    record Fitted(DiscreteHazard model, double logLikelihood, int customers, int left) implements HazardFit {}
}
