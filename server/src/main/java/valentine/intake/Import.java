package valentine.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import valentine.csv.Kind;
import valentine.transparency.LeftOut;

/// A file that was brought in, and what came of it.
///
/// @param corrections what was said beyond the guess: "date=Bestelldatum"
/// @param folder the name of its folder on the machine that took it
/// @param leftOut the sensitive fields that stood in it and were not kept, for want of a purpose
/// @param why the sentence for whoever brought the file, where it failed
public record Import(
        ImportId id,
        Kind kind,
        String fileName,
        List<String> corrections,
        UUID folder,
        Instant broughtAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant failedAt,
        @Nullable String why,
        Way way,
        Tally tally,
        List<Reason> reasons,
        List<RefusedRow> refused,
        List<LeftOut.Field> leftOut) {
    public Import {
        corrections = List.copyOf(corrections);
        reasons = List.copyOf(reasons);
        refused = List.copyOf(refused);
        leftOut = List.copyOf(leftOut);
    }

    /// How far it has come: first the file is read, then what was read is stored part by part.
    public record Way(long bytesTotal, long bytesRead, int partsTotal, int partsTaken) {
        /// From 0 to 100.
        public int percent() {
            double read = bytesTotal == 0 ? 0 : Math.min(1, (double) bytesRead / bytesTotal);
            double taken = partsTotal == 0 ? 0 : (double) partsTaken / partsTotal;
            return (int) (60 * read + 40 * taken);
        }
    }

    /// What became of the rows.
    ///
    /// @param interactions what was added to the history: orders and returns, or whatever happened
    /// @param customers how many were new
    public record Tally(long read, long stored, long duplicate, long refused, long interactions, long customers) {
        Tally plus(Tally more) {
            return new Tally(
                    read + more.read,
                    stored + more.stored,
                    duplicate + more.duplicate,
                    refused + more.refused,
                    interactions + more.interactions,
                    customers + more.customers);
        }
    }

    /// Why rows were refused, and how many.
    public record Reason(String why, long rows) {}

    /// One of the first refused rows.
    public record RefusedRow(long line, String column, String value, String why) {}

    public boolean isWaiting() {
        return startedAt == null && failedAt == null;
    }

    public boolean isRunning() {
        return startedAt != null && finishedAt == null && failedAt == null;
    }

    public boolean isFinished() {
        return finishedAt != null;
    }

    Import failed(Instant at, String sentence) {
        return new Import(
                id,
                kind,
                fileName,
                corrections,
                folder,
                broughtAt,
                startedAt,
                null,
                at,
                sentence,
                way,
                tally,
                reasons,
                refused,
                leftOut);
    }
}
