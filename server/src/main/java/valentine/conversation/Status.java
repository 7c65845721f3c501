package valentine.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a conversation stands.
public enum Status {
    OPEN("Open", "message"),
    PENDING("Pending", "hourglass"),
    SNOOZED("Snoozed", "clock"),
    RESOLVED("Resolved", "circle-check");

    private final String label;
    private final String icon;

    Status(String label, String icon) {
        this.label = label;
        this.icon = icon;
    }

    public String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
