/// The mathematics of staying: how likely a customer is to come back, how often and for how much.
///
/// Everything here works on primitive values and arrays; it knows no database, no clock and no framework.
///
/// **From purchases to answers.** [Summaries] group customers by how often and when they came back; [Fit] finds the
/// most likely [PurchaseModel] of a kind; [Prospects] foretell for everybody at once. [GammaGamma] adds what they
/// spend, [LifetimeValue] what that is worth today, [CovariateFit] what was known of each from the start.
/// `valentine.models.discrete` is for customers who can buy once at each of equally spaced opportunities.
///
/// **Units.** Times are in any one unit, chosen by the step of the summaries: a scale (alpha, beta) has that unit, a
/// shape and a chance have none. Purchases of one step are one occasion and the first is never counted; spend is in
/// any one currency, as the mean of the repeat occasions.
///
/// **Errors.** What cannot be (a recency beyond the age, a parameter of 0) throws [IllegalArgumentException]. What the
/// data do not say is a value with a sentence: [Unfit], or [Fit.NoDropout] where nobody is seen leaving. Within the
/// limits of a double no answer is infinite or not a number.
@NullMarked
package valentine.models;

import org.jspecify.annotations.NullMarked;
