package valentine.duplicate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody decided about a pair.
enum Answer {
    SAME("one customer now"),
    DIFFERENT("not the same"),
    LATER("later, in seven days");

    private final String said;

    Answer(String said) {
        this.said = said;
    }

    /// As it stands after the two names.
    String said() {
        return said;
    }

    /// As it stands in the table and in forms.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Answer> of(String key) {
        return Arrays.stream(values())
                .filter(answer -> answer.key().equals(key))
                .findFirst();
    }
}
