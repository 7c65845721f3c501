package valentine.pace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What we set ourselves a time for.
public enum Target {
    FIRST_RESPONSE("First answer", "from the first message of the customer to our first answer by a person"),
    NEXT_RESPONSE("Next answer", "from the oldest message that waits to our answer"),
    RESOLUTION("Settled", "from the beginning to the last end, without the time in which we waited for the customer");

    private final String label;
    private final String meaning;

    Target(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Target> of(String key) {
        return Arrays.stream(values())
                .filter(target -> target.key().equals(key))
                .findFirst();
    }
}
