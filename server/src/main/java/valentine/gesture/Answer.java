package valentine.gesture;

import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody decided about a suggestion, and how long the customer then rests.
public enum Answer {
    DONE("Done", Period.ofDays(30)),
    LATER("Later", Period.ofDays(7)),
    NOT_NEEDED("Not needed", Period.ofDays(90));

    private final String label;
    private final Period rest;

    Answer(String label, Period rest) {
        this.label = label;
        this.rest = rest;
    }

    String label() {
        return label;
    }

    Period rest() {
        return rest;
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
