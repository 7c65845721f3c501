package valentine.channel;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message as a medium brings it.
///
/// @param externalId what it is called there, unique within the connection (e-mail: the Message-ID)
/// @param others who else is named (To, Cc), without ourselves
/// @param threadKey where the medium knows the thread: the number of the chat, a pair of phone numbers
/// @param references external ids that it names, in any order
/// @param html already made harmless
/// @param quotedFrom where in the text begins what is only quoted, or its length
public record Arriving(
        ConnectionId connection,
        String externalId,
        Sender from,
        List<Sender> others,
        @Nullable String threadKey,
        List<String> references,
        String subject,
        String text,
        @Nullable String html,
        int quotedFrom,
        Instant at,
        Sort sort,
        List<NewAttachment> attachments) {
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int LONGEST_HTML = 4_000_000;
    private static final int LONGEST_ID = 1_000;
    private static final int MOST_REFERENCES = 200;
    private static final int MOST_OTHERS = 100;

    /// What sort of message it is.
    public enum Sort {
        /// Somebody wrote it to us.
        MESSAGE,
        /// An automatic answer, a list, a mass mail: kept, never answered by a machine.
        AUTOMATIC,
        /// What we wrote ourselves elsewhere, seen in a mailbox.
        COPY;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Arriving {
        if (externalId.isBlank()) throw new IllegalArgumentException("What came needs a name where it came from");
        externalId = Texts.clean(externalId, LONGEST_ID);
        others = List.copyOf(others.size() > MOST_OTHERS ? others.subList(0, MOST_OTHERS) : others);
        references = List.copyOf(
                references.size() > MOST_REFERENCES
                        ? references.subList(references.size() - MOST_REFERENCES, references.size())
                        : references);
        subject = Texts.line(subject, LONGEST_SUBJECT);
        text = Texts.clean(text, LONGEST_TEXT);
        html = html == null ? null : Texts.clean(html, LONGEST_HTML);
        quotedFrom = Math.clamp(quotedFrom, 0, text.length());
        attachments = List.copyOf(attachments);
    }

    /// The text without what it quotes.
    public String said() {
        return text.substring(0, quotedFrom);
    }
}
