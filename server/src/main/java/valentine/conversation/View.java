package valentine.conversation;

import java.util.Arrays;
import java.util.Locale;

/// The lists of the inbox.
enum View {
    MINE("Mine", "user"),
    UNASSIGNED("Unassigned", "bell"),
    OPEN("All open", "messages"),
    WAITING("Longest waiting", "hourglass"),
    MENTIONS("Mentions", "eye"),
    FAILED("Not sent", "alert-triangle"),
    PENDING("Pending", "send"),
    SNOOZED("Snoozed", "clock"),
    RESOLVED("Resolved", "circle-check");

    private final String label;
    private final String icon;

    View(String label, String icon) {
        this.label = label;
        this.icon = icon;
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static View of(String key) {
        return Arrays.stream(values())
                .filter(view -> view.key().equals(key))
                .findFirst()
                .orElse(OPEN);
    }
}
