package valentine.models;

/// A fitted story of how customers buy and leave, which foretells from one customer's summary.
///
/// A summary is the number of repeat occasions, the time from the first to the last purchase (`recency`) and the time
/// from the first purchase to today (`age`), in the unit of time the model was fitted in.
public sealed interface PurchaseModel permits BgNbd, MbgNbd, ParetoNbd, Nbd {

    /// The logarithm of the individual likelihood, without the constant of the order of purchases.
    double logLikelihood(int frequency, double recency, double age);

    /// How likely the customer has not left. Not for people: it misleads for those who bought once.
    double probabilityAlive(int frequency, double recency, double age);

    /// How likely the customer buys at least once within the horizon after today.
    double probabilityActive(int frequency, double recency, double age, double horizon);

    /// How many purchase occasions to expect within the horizon after today.
    double expectedPurchases(int frequency, double recency, double age, double horizon);
}
