package valentine.conversation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clock of a conversation: who has waited since when, when we first replied, when it was resolved.
///
/// A pure function of what was said and done, in whichever order we heard of it.
///
/// @param askedAt the customer's first message
/// @param firstReplyAt the first public reply of a person after it
/// @param waitingSince the customer's oldest message that is unanswered; nothing while the matter is resolved
/// @param resolvedAt when it was last resolved, if it still is
/// @param reopened how often it was open again after it was resolved
/// @param transfers how often it went from one of us to another
/// @param switches how often the customer came by another channel than before
public record Course(
        @Nullable Instant askedAt,
        @Nullable Instant firstReplyAt,
        @Nullable Instant waitingSince,
        @Nullable Instant resolvedAt,
        int reopened,
        int transfers,
        int switches) {

    /// One thing said or done.
    sealed interface Step {
        Instant at();

        record Asked(Instant at, String medium) implements Step {}

        /// Of a person, or of a machine: that answers nobody.
        record Answered(Instant at, boolean byPerson) implements Step {}

        record Resolved(Instant at) implements Step {}

        record Reopened(Instant at) implements Step {}

        record Transferred(Instant at) implements Step {}
    }

    static Course of(List<Step> steps) {
        Counting counting = new Counting();
        // Of two at the same moment the one that we heard of first comes first.
        steps.stream().sorted(Comparator.comparing(Step::at)).forEach(counting::take);
        return counting.course();
    }

    private static final class Counting {
        private @Nullable Instant asked;
        private @Nullable Instant replied;
        private @Nullable Instant unanswered;
        private @Nullable Instant resolved;
        private int reopened;
        private int transfers;
        private int switches;
        private String medium = "";

        void take(Step step) {
            switch (step) {
                case Step.Asked(var at, var by) -> ask(at, by);
                case Step.Answered(var at, var byPerson) -> answer(at, byPerson);
                case Step.Resolved(var at) -> resolved = at;
                case Step.Reopened _ -> {
                    if (resolved != null) reopened++;
                    resolved = null;
                }
                case Step.Transferred _ -> transfers++;
            }
        }

        private void ask(Instant at, String by) {
            if (asked == null) asked = at;
            // What was resolved without a word is closed: who writes after that begins to wait anew.
            if (unanswered == null || (resolved != null && !at.isBefore(resolved))) unanswered = at;
            if (!medium.isEmpty() && !medium.equals(by)) switches++;
            medium = by;
        }

        private void answer(Instant at, boolean byPerson) {
            if (!byPerson) return;
            unanswered = null;
            if (asked != null && replied == null) replied = at;
        }

        Course course() {
            return new Course(
                    asked, replied, resolved == null ? unanswered : null, resolved, reopened, transfers, switches);
        }
    }
}
