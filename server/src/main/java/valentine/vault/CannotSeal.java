package valentine.vault;

/// Why nothing can be sealed or opened here, in one sentence that says what to do.
public final class CannotSeal extends RuntimeException {
    CannotSeal(String sentence) {
        super(sentence);
    }

    CannotSeal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
