package valentine.fondness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// One piece of evidence of how a customer feels about us.
///
/// @param customer the profile under which it was said
/// @param share what of it is good, from 0 to 1
/// @param words one line that a person can read
/// @param source who says so, and `reference` which one it is there: each is taken once, for ever
/// @param interaction where it stands in the history, if it does
public record Piece(
        CustomerId customer,
        Instant at,
        EvidenceKind kind,
        double share,
        String words,
        String source,
        String reference,
        @Nullable Long interaction) {
    private static final int LONGEST_WORDS = 200;

    public Piece {
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("A share lies between 0 and 1: " + share);
        if (words.isBlank()) throw new IllegalArgumentException("A piece of evidence needs words");
        if (source.isBlank() || reference.isBlank())
            throw new IllegalArgumentException("A piece of evidence needs its source and its number there");
        words = words.length() <= LONGEST_WORDS ? words : cut(words);
    }

    private static String cut(String words) {
        int end = LONGEST_WORDS - 1;
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
