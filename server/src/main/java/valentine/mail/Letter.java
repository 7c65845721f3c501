package valentine.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is written to one receiver: plain paragraphs, at most one button, and why he gets it.
///
/// @param key names the occasion, such as `promise 7 due`: a second letter of the same key is the first
/// @param kind in a word or two, such as `link to the own page`
/// @param why the sentence below the letter that says why it was sent
/// @param about the customer of whom it speaks, if it speaks of one
/// @param lateAt after which it is of no use any more
public record Letter(
        String key,
        String kind,
        Receiver to,
        String subject,
        List<String> paragraphs,
        @Nullable Button button,
        String why,
        @Nullable About about,
        @Nullable Instant lateAt) {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_PARAGRAPH = 4_000;
    private static final int MOST_PARAGRAPHS = 40;

    public Letter {
        paragraphs = List.copyOf(paragraphs);
        if (key.isBlank() || key.length() > 200) throw new IllegalArgumentException("A letter needs a key: " + key);
        isOneLine(kind, 60);
        isOneLine(subject, LONGEST_SUBJECT);
        isOneLine(why, LONGEST_PARAGRAPH);
        if (paragraphs.isEmpty() || paragraphs.size() > MOST_PARAGRAPHS)
            throw new IllegalArgumentException("A letter has 1 to " + MOST_PARAGRAPHS + " paragraphs: " + key);
        for (String paragraph : paragraphs) {
            if (paragraph.length() > LONGEST_PARAGRAPH || paragraph.chars().anyMatch(c -> isControl(c) && c != '\n'))
                throw new IllegalArgumentException("A paragraph is too long or holds control characters: " + key);
        }
    }

    /// The one thing to do, if there is one.
    ///
    /// @param isKey whether whoever has the link is let in somewhere: then nobody here reads it
    public record Button(String label, String link, boolean isKey) {
        public Button {
            isOneLine(label, 80);
            isOneLine(link, 2_000);
            if (!link.startsWith("http://") && !link.startsWith("https://"))
                throw new IllegalArgumentException("A button leads to a page");
        }
    }

    /// Of which customer it speaks, so that it is forgotten with him; with purpose and channel where it needs his
    /// consent: then gates are asked.
    public record About(
            long customer,
            @Nullable String purpose,
            @Nullable String channel) {
        public About {
            if ((purpose == null) != (channel == null)) {
                throw new IllegalArgumentException("Consent is given for a purpose by a channel");
            }
        }

        /// A letter that he asked for himself, or that owes him something: it needs no consent.
        public static About only(long customer) {
            return new About(customer, null, null);
        }
    }

    static void isOneLine(String text, int longest) {
        if (text.isBlank() || text.length() > longest || text.chars().anyMatch(Letter::isControl))
            throw new IllegalArgumentException("Of a letter: one line of 1 to " + longest + " characters");
    }

    /// Line ends of every kind, and what turns the direction of a line.
    static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E);
    }
}
