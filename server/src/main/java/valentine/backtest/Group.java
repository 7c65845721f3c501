package valentine.backtest;

import valentine.models.Difference;
import valentine.models.Share;

/// How the score did for some of the customers.
///
/// @param told their mean chance
/// @param recency the score's log loss less that of asking when they last bought; clearly better when `high` is below 0
/// @param error how far chances lay from what came, on average over ten groups
public record Group(
        String name,
        int forecasts,
        double told,
        Share came,
        double logLoss,
        Difference recency,
        double auc,
        double error) {}
