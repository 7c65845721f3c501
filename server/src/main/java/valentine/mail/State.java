package valentine.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a letter stands.
enum State {
    WAITING("Waits", "hourglass", "cooling"),
    LEAVING("Is leaving", "send", "cooling"),
    SENT("Gone", "circle-check", "in-touch"),
    REFUSED("Refused", "circle-x", "losing-touch"),
    STOPPED("Held back", "minus", "gone-quiet"),
    DOUBTFUL("Perhaps gone", "help", "losing-touch"),
    LATE("Too late", "clock", "gone-quiet");

    private final String label;
    private final String icon;
    private final String tone;

    State(String label, String icon, String tone) {
        this.label = label;
        this.icon = icon;
        this.tone = tone;
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    String tone() {
        return tone;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether one of us may have it tried again.
    boolean canBeTried() {
        return this == WAITING || this == REFUSED || this == DOUBTFUL;
    }

    static State of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static Optional<State> known(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
