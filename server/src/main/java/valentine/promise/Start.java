package valentine.promise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What starts a clock by itself.
enum Start {
    RETURN("A return that arrives"),
    /// As the law of the European Union and the United Kingdom has it.
    SENDING("A return that arrives, or proof that it was sent"),
    COMPLAINT("A complaint");

    private final String label;

    Start(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOfReturns() {
        return this != COMPLAINT;
    }

    static Optional<Start> of(String key) {
        return Arrays.stream(values()).filter(start -> start.key().equals(key)).findFirst();
    }
}
