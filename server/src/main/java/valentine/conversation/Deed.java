package valentine.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// What can be done to a conversation, or to many at once; all of it can be undone.
public sealed interface Deed {
    /// Opens, sets aside until the customer answers, or resolves.
    record Stand(Status status) implements Deed {
        public Stand {
            if (status == Status.SNOOZED) throw new IllegalArgumentException("Until when?");
        }
    }

    /// Until a moment, or where there is none until the next reply.
    record Snooze(@Nullable Instant until) implements Deed {
        public Snooze {
            // As exactly as it is kept.
            until = until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /// To a member, or to nobody.
    record Assign(@Nullable MemberId member) implements Deed {}

    /// To a team or branch, or to none.
    record Hand(@Nullable BranchId branch) implements Deed {}

    record Rank(Priority priority) implements Deed {}

    record Label(String label, boolean on) implements Deed {
        public static final int LONGEST = 40;

        public Label {
            label = Ends.line(label, LONGEST).toLowerCase(java.util.Locale.ROOT);
            if (label.isEmpty()) throw new IllegalArgumentException("A label needs a name");
        }
    }
}
