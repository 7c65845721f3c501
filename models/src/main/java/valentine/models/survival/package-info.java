/// How long customers under contract stay: renewals, survival curves, hazards with what is known of a customer.
///
/// Cohorts that renew period by period: [valentine.models.survival.ShiftedBetaGeometric] and
/// [valentine.models.survival.BetaDiscreteWeibull], fitted to [valentine.models.survival.Renewals]. Customers seen
/// for different times: [valentine.models.survival.Lifetimes], whose curve is a
/// [valentine.models.survival.KaplanMeier], whose differences explain [valentine.models.survival.Cox] and, period by
/// period, [valentine.models.survival.DiscreteHazard]. How good the foretelling was:
/// [valentine.models.survival.Concordance] and [valentine.models.survival.BrierScore].
///
/// Data that say too little give a [valentine.models.survival.NoModel] with the reason; what is no data at all
/// (unlike lengths, negative or unending durations) is an [IllegalArgumentException].
@NullMarked
package valentine.models.survival;

import org.jspecify.annotations.NullMarked;
