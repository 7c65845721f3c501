package valentine.backtest;

import valentine.models.Calibration;
import valentine.models.Difference;
import valentine.models.Gain;

/// How one way to tell who comes back did.
///
/// @param way `score` for what the product tells, else the candidate's name in small letters
/// @param words how it is called: "when they last bought"
/// @param baseline whether it is one of the simple lines that a score has to beat
/// @param cuts on how many days it could be tried, with `forecasts` in all
/// @param behind its log loss less the score's on the same forecasts; clearly worse when `low` is above 0
/// @param lift how many times more often the most likely tenth came than everybody
/// @param gain which share of all who came is found among the most likely 5, 10 … 100 %
public record Result(
        String way,
        String words,
        boolean baseline,
        int cuts,
        int forecasts,
        double logLoss,
        Difference behind,
        double brier,
        double auc,
        double lift,
        Gain gain,
        Calibration calibration) {
    /// The way of the product itself.
    public static final String SCORE = "score";
}
