package valentine.conversation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// A matter with a customer, and how it stands now.
///
/// @param customer whose it is now, and `name` what he is called
/// @param snoozedUntil null while it is snoozed until the next reply, and where it is not snoozed
/// @param medium by which the latest public message came or went
/// @param last what was said last: when, by whom and the beginning of it
/// @param hasFailed whether a message of ours did not go out and nobody answered to that yet
public record Conversation(
        ConversationId id,
        CustomerId customer,
        String name,
        String subject,
        Status status,
        @Nullable Instant snoozedUntil,
        Priority priority,
        List<String> labels,
        @Nullable MemberId assignee,
        @Nullable BranchId branch,
        String medium,
        Last last,
        boolean hasFailed,
        Instant createdAt,
        Course course) {
    /// The one of those that firms may name as they like by which we know that somebody complains.
    public static final String COMPLAINT = "complaint";

    public Conversation {
        labels = List.copyOf(labels);
    }

    /// What was said last.
    ///
    /// @param kind in, out, note or automatic
    public record Last(Instant at, String kind, String words) {}

    /// Whether a customer waits for a word of ours.
    public boolean isWaiting() {
        return course.waitingSince() != null;
    }
}
