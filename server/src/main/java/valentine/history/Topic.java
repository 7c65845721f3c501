package valentine.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Kinds of interactions that people look at together: the chips above the timeline.
enum Topic {
    PURCHASES("Purchases"),
    MESSAGES("Messages"),
    FEEDBACK("Feedback"),
    PROMISES("Promises"),
    VISITS("Visits"),
    GESTURES("Gestures");

    private final String label;

    Topic(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// As it stands in addresses.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Topic> of(String key) {
        return Arrays.stream(values()).filter(topic -> topic.key().equals(key)).findFirst();
    }
}
