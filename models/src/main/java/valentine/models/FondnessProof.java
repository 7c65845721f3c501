package valentine.models;

import java.util.List;

/// How well earlier answers were foretold: everything known before each of several days against the next answers.
///
/// @param cuts the days and what came after them
/// @param answers how many next answers were foretold in all, one of each customer after each day
/// @param good how many of them spoke well of us
/// @param trials one for each way to tell, the simpler first
/// @param winner the simplest way that no other clearly beats
/// @param gain log loss of telling by all evidence less that of "everybody at the mean"; clearly better when `high` is
/// below 0
/// @param calibration of the winner, in ten groups
public record FondnessProof(
        List<Cut> cuts,
        int answers,
        int good,
        List<Trial> trials,
        Fondness.Way winner,
        Difference gain,
        Calibration calibration) {
    public FondnessProof {
        cuts = List.copyOf(cuts);
        trials = List.copyOf(trials);
    }

    /// One day from which it was foretold, by what was learned from the answers before it.
    public record Cut(double day, int learned, int answers, int good) {}

    /// How one way did.
    ///
    /// @param margin half the 95 % interval of the log loss
    /// @param behind log loss above the winner's, with its paired 95 % interval
    public record Trial(Fondness.Way way, double logLoss, double margin, Difference behind, double auc, double brier) {}

    public Trial trial(Fondness.Way way) {
        return trials.stream().filter(trial -> trial.way() == way).findFirst().orElseThrow();
    }
}
