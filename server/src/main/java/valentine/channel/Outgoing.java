package valentine.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.team.MemberId;
import valentine.transparency.PurposeKey;

/// A message that somebody wants to send to a customer.
///
/// @param key names the occasion: a second one of the same key is the first
/// @param thread to which it belongs; nothing where it begins one
/// @param copies further addresses, for e-mail only
/// @param purpose for which it uses what we know of him; asks and sales must name one
/// @param notBefore when it may leave at the earliest: send later, or time to take it back
public record Outgoing(
        String key,
        ConnectionId connection,
        CustomerId customer,
        @Nullable ThreadId thread,
        Handle to,
        List<String> copies,
        String subject,
        String text,
        @Nullable String html,
        List<NewAttachment> attachments,
        Intent intent,
        @Nullable PurposeKey purpose,
        @Nullable Instant notBefore,
        @Nullable MemberId writer) {
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_HTML = 1_000_000;

    public Outgoing {
        if (key.isBlank() || key.length() > 200) throw new IllegalArgumentException("It needs a key: " + key);
        copies = List.copyOf(copies);
        subject = Texts.line(subject, LONGEST_SUBJECT);
        text = Texts.clean(text, LONGEST_TEXT);
        html = html == null ? null : Texts.clean(html, LONGEST_HTML);
        attachments = List.copyOf(attachments);
        if (text.isBlank() && attachments.isEmpty()) throw new IllegalArgumentException("It says nothing: " + key);
    }
}
