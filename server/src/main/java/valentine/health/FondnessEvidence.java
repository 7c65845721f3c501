package valentine.health;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import valentine.fondness.Learning;
import valentine.models.Calibration;
import valentine.models.Fondness;
import valentine.models.FondnessProof;
import valentine.staying.Words;

/// How we know how fond customers are: the check on later answers, in words and numbers.
///
/// @param verdict null where nothing could be checked; the notes say why
record FondnessEvidence(
        @Nullable Verdict verdict, String learned, List<Line> lines, List<String> reliability, List<String> notes) {
    FondnessEvidence {
        lines = List.copyOf(lines);
        reliability = List.copyOf(reliability);
        notes = List.copyOf(notes);
    }

    record Verdict(String basis, String outcome) {}

    /// One way to tell and how it did.
    record Line(String name, boolean chosen, String logLoss, String behind, String auc, String brier) {}

    static FondnessEvidence of(Learning learning, ZoneId zone) {
        FondnessProof proof = learning.proof();
        return new FondnessEvidence(
                proof == null ? null : new Verdict(basis(proof, zone), outcome(proof)),
                learned(learning),
                proof == null
                        ? List.of()
                        : proof.trials().stream()
                                .map(trial -> line(trial, proof))
                                .toList(),
                proof == null
                        ? List.of()
                        : proof.calibration().bins().stream()
                                .map(FondnessEvidence::reliability)
                                .toList(),
                learning.notes());
    }

    private static String basis(FondnessProof proof, ZoneId zone) {
        String days = proof.cuts().stream()
                .map(cut -> Words.day(day(cut.day(), zone)))
                .collect(Collectors.joining(", "));
        return "We went back to " + days + ", used only what was known before each, and foretold the next answers: "
                + Words.of(proof.answers(), "answer", "answers") + " of customers of whom something was known, "
                + Words.count(proof.good()) + " of them good.";
    }

    private static String outcome(FondnessProof proof) {
        String gain = String.format(
                Locale.ROOT,
                "Log loss %.3f by all evidence, against %.3f for “everybody at the mean” and %.3f for “the last answer”",
                proof.trial(Fondness.Way.EVIDENCE).logLoss(),
                proof.trial(Fondness.Way.MEAN).logLoss(),
                proof.trial(Fondness.Way.LAST_ANSWER).logLoss());
        return switch (proof.winner()) {
            case EVIDENCE -> gain + ": clearly better, so all evidence counts.";
            case LAST_ANSWER -> gain + ": nothing foretold them clearly better than the last answer, so that is used.";
            case MEAN ->
                gain + ": nothing foretold them clearly better than the mean, so everybody known stands there.";
        };
    }

    private static String learned(Learning learning) {
        Fondness fondness = learning.fondness();
        return String.format(
                Locale.ENGLISH,
                "Based on %s of evidence from %s, held against a mean of %s. It takes about %.1f fresh answers to"
                        + " outweigh that mean, and a piece counts half after %,.0f days.",
                Words.of(learning.pieces(), "piece", "pieces"),
                Words.of(learning.customers(), "customer", "customers"),
                Words.percent(fondness.mean()),
                fondness.strength() / fondness.weights().getFirst(),
                fondness.halfLife());
    }

    private static Line line(FondnessProof.Trial trial, FondnessProof proof) {
        return new Line(
                switch (trial.way()) {
                    case MEAN -> "Everybody at the mean";
                    case LAST_ANSWER -> "The last answer";
                    case EVIDENCE -> "All evidence, fading";
                },
                trial.way() == proof.winner(),
                String.format(Locale.ROOT, "%.4f ± %.4f", trial.logLoss(), trial.margin()),
                trial.way() == proof.winner()
                        ? "chosen"
                        : String.format(
                                Locale.ROOT,
                                "%+.4f (%+.4f to %+.4f)",
                                trial.behind().mean(),
                                trial.behind().low(),
                                trial.behind().high()),
                String.format(Locale.ROOT, "%.3f", trial.auc()),
                String.format(Locale.ROOT, "%.4f", trial.brier()));
    }

    private static String reliability(Calibration.Bin bin) {
        return String.format(
                Locale.ROOT,
                "Of %s to whom we gave about %s, %.0f in 100 spoke well of us (%.0f to %.0f).",
                Words.of(bin.observed().total(), "answer", "answers"),
                Words.percent(bin.predicted()),
                100 * bin.observed().value(),
                100 * bin.observed().low(),
                100 * bin.observed().high());
    }

    private static LocalDate day(double days, ZoneId zone) {
        Instant at = Instant.ofEpochMilli(Math.round(days * 86_400_000));
        return at.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDate();
    }
}
