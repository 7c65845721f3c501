package valentine.channel;

import java.util.Locale;

/// Where a message of ours stands.
public enum State {
    WAITING("Waits"),
    HELD("Held"),
    SENDING("Leaves now"),
    HANDED_OVER("Handed over"),
    DELIVERED("Delivered"),
    READ("Read"),
    FAILED("Failed"),
    DOUBT("In doubt"),
    TAKEN_BACK("Taken back");

    private final String label;

    State(String label) {
        this.label = label;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    static State of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
