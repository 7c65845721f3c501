package valentine.staying;

import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.Calibration;
import valentine.models.Difference;

/// How well the past was foretold: everything known at the end of an earlier day against what came after it.
///
/// @param horizon days looked ahead in this check
/// @param cut the earlier day, counted from 1970
/// @param customers who were known then
/// @param came how many of them bought within the horizon
/// @param winner the simplest candidate that no other clearly beats
/// @param gain the winner's log loss less that of "when did they last buy"; clearly better when `high` is below 0
/// @param calibration of the winner, in ten groups
/// @param cuts all earlier days on which the candidates were compared, the latest first; the winner, the gain and how
///     far each is behind rest on all of them, everything else on the latest
/// @param ranked those that may be used, the winner first
public record Proof(
        int horizon,
        int cut,
        int customers,
        int came,
        List<Trial> trials,
        Candidate winner,
        Difference gain,
        Calibration calibration,
        @Nullable List<Integer> cuts,
        @Nullable List<Candidate> ranked) {
    public Proof {
        trials = List.copyOf(trials);
        // What was kept before there were several days has none of these.
        cuts = cuts == null ? List.of(cut) : List.copyOf(cuts);
        ranked = ranked == null ? List.of(winner) : List.copyOf(ranked);
    }

    /// How one candidate did.
    ///
    /// @param margin half the 95 % interval of the log loss
    /// @param behind log loss above the winner's, with its paired 95 % interval
    /// @param error how far chances lay from what came, on average over ten groups
    public record Trial(
            Candidate candidate,
            boolean recalibrated,
            double logLoss,
            double margin,
            Difference behind,
            double auc,
            double brier,
            double error) {}

    @Override
    public List<Integer> cuts() {
        return java.util.Objects.requireNonNull(cuts);
    }

    @Override
    public List<Candidate> ranked() {
        return java.util.Objects.requireNonNull(ranked);
    }

    public Trial trial(Candidate candidate) {
        return trials.stream()
                .filter(trial -> trial.candidate() == candidate)
                .findFirst()
                .orElseThrow();
    }

    /// Whether the winner is clearly better than asking when they last bought.
    public boolean isClearlyBetter() {
        return gain.high() < 0;
    }
}
