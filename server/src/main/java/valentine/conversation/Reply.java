package valentine.conversation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.channel.NewAttachment;

/// What somebody wants to say to a customer.
///
/// @param key names this very reply: sending it twice is sending it once
/// @param way by which it goes, as [Way#key] names it; empty for the usual one
/// @param copies addresses that get it too
/// @param seen the latest message that its writer saw; null where he does not mind what came since
/// @param notBefore when it may leave at the earliest
/// @param after how the conversation stands then
public record Reply(
        String key,
        String way,
        List<String> copies,
        String text,
        List<NewAttachment> attachments,
        @Nullable MessageId seen,
        @Nullable Instant notBefore,
        Status after) {
    public static final int LONGEST = 100_000;

    public Reply {
        copies = List.copyOf(copies);
        attachments = List.copyOf(attachments);
        text = Ends.typed(text, LONGEST);
        if (after == Status.SNOOZED) throw new IllegalArgumentException("A reply snoozes nothing");
    }

    boolean isEmpty() {
        return text.isBlank() && attachments.isEmpty();
    }
}
