package valentine.transparency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a customer can say about a purpose.
public enum ConsentWord {
    GIVEN("allowed"),
    WITHDRAWN("withdrew"),
    OBJECTED("objected");

    private final String told;

    ConsentWord(String told) {
        this.told = told;
    }

    /// As in "you allowed".
    public String told() {
        return told;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ConsentWord> of(String key) {
        String wanted = key.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(word -> word.key().equals(wanted)).findFirst();
    }
}
