package valentine.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.channel.ArrivalId;
import valentine.channel.AttachmentId;
import valentine.channel.DepartureId;
import valentine.team.MemberId;

/// What was said in a conversation, with all that a page shows of it.
///
/// @param author what its writer is called, where he is none of us or no longer known as such
/// @param address from which it came, or to which it goes
/// @param isClaim whether anybody could have written under this name
/// @param quotedFrom where in the text begins what is only quoted
/// @param state where a message of ours stands, as the channel says; empty for others
/// @param dueAt when it leaves, while it waits
/// @param failed why it did not go out
public record Message(
        MessageId id,
        Kind kind,
        Instant at,
        String medium,
        @Nullable MemberId member,
        String author,
        String address,
        boolean isClaim,
        String subject,
        String text,
        int quotedFrom,
        boolean hasHtml,
        @Nullable ArrivalId arrival,
        @Nullable DepartureId departure,
        String state,
        @Nullable Instant dueAt,
        @Nullable String failed,
        List<Attachment> attachments) {
    public Message {
        attachments = List.copyOf(attachments);
    }

    /// Who says it to whom.
    public enum Kind {
        /// The customer to us.
        IN,
        /// We to the customer.
        OUT,
        /// We among ourselves.
        NOTE,
        /// A machine of the customer's.
        AUTOMATIC;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /// A file that came or went with it.
    public record Attachment(AttachmentId id, String name, String mediaType, int size) {
        private static final Set<String> ACTING = Set.of(
                "apk", "app", "bat", "chm", "cmd", "com", "cpl", "deb", "dll", "dmg", "docm", "exe", "hta", "htm",
                "html", "img", "iso", "jar", "js", "jse", "lnk", "mht", "mjs", "msc", "msi", "pif", "pkg", "pptm",
                "ps1", "py", "reg", "rpm", "scr", "sh", "shtml", "svg", "svgz", "vbe", "vbs", "vhd", "wsf", "xhtml",
                "xlsb", "xlsm", "xml");
        private static final Set<String> ACTING_TYPES = Set.of(
                "text/html",
                "image/svg+xml",
                "application/xhtml+xml",
                "application/javascript",
                "text/javascript",
                "application/java-archive",
                "application/x-msdownload",
                "application/x-msdos-program",
                "application/x-sh");

        /// Whether it could do something by itself where somebody opens it.
        public boolean mayAct() {
            // Some systems drop what stands after the name.
            String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s.\\p{Cf}\\p{Cntrl}]+$", "");
            int dot = plain.lastIndexOf('.');
            return (dot >= 0 && ACTING.contains(plain.substring(dot + 1)))
                    || ACTING_TYPES.contains(mediaType.toLowerCase(Locale.ROOT));
        }
    }

    public String said() {
        return text.substring(0, quotedFrom);
    }

    public String quoted() {
        return text.substring(quotedFrom);
    }
}
