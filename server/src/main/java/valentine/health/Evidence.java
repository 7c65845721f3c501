package valentine.health;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import valentine.models.Calibration;
import valentine.staying.Candidate;
import valentine.staying.Proof;
import valentine.staying.Words;

/// How we know: the check on the firm's own past, in words and numbers.
///
/// @param verdict null where nothing could be checked; the notes say why
record Evidence(@Nullable Verdict verdict, List<Line> lines, List<String> reliability, List<String> notes) {
    Evidence {
        lines = List.copyOf(lines);
        reliability = List.copyOf(reliability);
        notes = List.copyOf(notes);
    }

    record Verdict(String basis, String winner, String gain) {}

    /// One way to foretell and how it did.
    record Line(String name, boolean winner, String logLoss, String auc, String brier, String error) {}

    static Evidence of(Run run) {
        Proof proof = run.proof();
        if (proof == null) {
            return new Evidence(null, List.of(), List.of(), run.notes());
        }
        return new Evidence(
                verdict(proof),
                proof.trials().stream().map(trial -> line(trial, proof)).toList(),
                proof.calibration().bins().stream().map(Evidence::reliability).toList(),
                run.notes());
    }

    private static Verdict verdict(Proof proof) {
        return new Verdict(
                "We went back to " + Words.day(LocalDate.ofEpochDay(proof.cut()))
                        + " and used only what was known then: "
                        + Words.of(proof.customers(), "customer", "customers") + ". Within the next " + proof.horizon()
                        + " days " + Words.count(proof.came()) + " of them bought.",
                proof.winner().words(),
                String.format(
                        Locale.ROOT,
                        "Its log loss was %.3f, against %.3f for asking only when they last bought: %s",
                        proof.trial(proof.winner()).logLoss(),
                        proof.trial(Candidate.SILENCE).logLoss(),
                        proof.isClearlyBetter()
                                ? "clearly better."
                                : "not clearly better, so that simple question does as well here."));
    }

    private static Line line(Proof.Trial trial, Proof proof) {
        return new Line(
                trial.candidate().words() + (trial.recalibrated() ? ", recalibrated" : ""),
                trial.candidate() == proof.winner(),
                String.format(Locale.ROOT, "%.4f ± %.4f", trial.logLoss(), trial.margin()),
                String.format(Locale.ROOT, "%.3f", trial.auc()),
                String.format(Locale.ROOT, "%.4f", trial.brier()),
                String.format(Locale.ROOT, "%.1f points", 100 * trial.error()));
    }

    private static String reliability(Calibration.Bin bin) {
        return String.format(
                Locale.ROOT,
                "Of %s to whom we gave about %s, %.0f in 100 came back (%.0f to %.0f).",
                Words.of(bin.observed().total(), "customer", "customers"),
                Words.percent(bin.predicted()),
                100 * bin.observed().value(),
                100 * bin.observed().low(),
                100 * bin.observed().high());
    }
}
