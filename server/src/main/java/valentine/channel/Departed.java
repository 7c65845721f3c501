package valentine.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.team.MemberId;
import valentine.transparency.PurposeKey;

/// A message of ours and where it stands.
///
/// @param why in words for our members; empty where it needs none
/// @param externalId what it is called at the other side
/// @param dueAt when it is tried next, while it waits
public record Departed(
        DepartureId id,
        String key,
        ConnectionId connection,
        ThreadId thread,
        CustomerId customer,
        Handle to,
        List<String> copies,
        String subject,
        String text,
        @Nullable String html,
        Intent intent,
        @Nullable PurposeKey purpose,
        @Nullable MemberId writer,
        String externalId,
        State state,
        String why,
        Instant dueAt,
        int tries,
        Instant writtenAt,
        Instant changedAt) {
    public Departed {
        copies = List.copyOf(copies);
    }

    /// The same with other words.
    Departed saying(String otherText, @Nullable String otherHtml) {
        return new Departed(
                id,
                key,
                connection,
                thread,
                customer,
                to,
                copies,
                subject,
                otherText,
                otherHtml,
                intent,
                purpose,
                writer,
                externalId,
                state,
                why,
                dueAt,
                tries,
                writtenAt,
                changedAt);
    }
}
