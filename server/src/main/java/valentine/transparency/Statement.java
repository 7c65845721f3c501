package valentine.transparency;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import valentine.customer.CustomerId;

/// What a customer said about a purpose and a channel, when, and how we know.
///
/// @param at when it was said, in the time of the event
/// @param by who told us: "member 3", "key 2", "own page", "consents.csv"
/// @param wording the words that stood there when it was said
/// @param proof where it can be looked up: a form's number, a recording, a link
public record Statement(
        CustomerId customer,
        PurposeKey purpose,
        Channel channel,
        ConsentWord word,
        Instant at,
        Origin origin,
        String by,
        String wording,
        String proof) {
    public static final int LONGEST = 2_000;

    public Statement {
        at = at.truncatedTo(ChronoUnit.MICROS);
        by = clean(by, 200);
        wording = clean(wording, LONGEST);
        proof = clean(proof, LONGEST);
    }

    /// From whom we have it.
    public enum Origin {
        /// The customer on his own page.
        CUSTOMER,
        /// One of us, to whom he said it.
        MEMBER,
        PROGRAM,
        FILE;

        boolean isInPerson() {
            return this == CUSTOMER || this == MEMBER;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String clean(String given, int longest) {
        String text = given.strip().replaceAll("[\\p{Cc}\\p{Cs}]+", " ");
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /// Two that say the same are one.
    String print() {
        return String.join(
                "\n",
                Long.toString(customer.value()),
                purpose.value(),
                channel.key(),
                word.key(),
                at.toString(),
                origin.key(),
                by.toLowerCase(Locale.ROOT),
                wording,
                proof);
    }
}
