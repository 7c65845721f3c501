package valentine.reading;

import java.time.Instant;
import java.util.Optional;
import valentine.web.Money;

/// A promise as it was read in a text of ours.
///
/// @param start where the phrase begins in the text, and `end` where it is over
/// @param words the phrase
/// @param review when to look whether it will be kept
public record ReadPromise(
        int start, int end, String words, PromiseKind kind, Instant due, Instant review, Optional<Money> money) {
    public ReadPromise {
        if (start < 0 || end <= start) throw new IllegalArgumentException("A phrase has a beginning and an end");
        if (!due.isAfter(review)) throw new IllegalArgumentException("A promise is reviewed before it is due");
    }
}
