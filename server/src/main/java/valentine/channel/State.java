package valentine.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a message of ours stands.
public enum State {
    WAITING("Waits", "hourglass", "cooling"),
    HELD("Held for later", "clock", "cooling"),
    SENDING("Leaves now", "send", "cooling"),
    HANDED_OVER("Handed over", "circle-check", "in-touch"),
    DELIVERED("Delivered", "circle-check", "in-touch"),
    READ("Read", "eye", "in-touch"),
    FAILED("Failed", "circle-x", "losing-touch"),
    DOUBT("Perhaps gone", "help", "losing-touch"),
    TAKEN_BACK("Not sent", "minus", "gone-quiet");

    private final String label;
    private final String icon;
    private final String tone;

    State(String label, String icon, String tone) {
        this.label = label;
        this.icon = icon;
        this.tone = tone;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    public String icon() {
        return icon;
    }

    /// The class of its colour on a page.
    public String tone() {
        return tone;
    }

    /// Whether a member may let it leave now, once more.
    boolean canBeTried() {
        return this == WAITING || this == FAILED || this == DOUBT;
    }

    boolean canBeTakenBack() {
        return this == WAITING || this == HELD;
    }

    static Optional<State> known(String key) {
        return Arrays.stream(values()).filter(state -> state.key().equals(key)).findFirst();
    }

    static State of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
