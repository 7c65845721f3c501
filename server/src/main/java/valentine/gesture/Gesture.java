package valentine.gesture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something kind that we can do for one customer today.
public enum Gesture {
    ANSWER_COMPLAINT("Say sorry and answer the complaint", "message", "Say what went wrong and what happens next."),
    KEEP_PROMISE("Say sorry and keep the promise", "flag", "Give a new date only if it is sure."),
    CALL_AND_LISTEN("Call and listen", "phone", "Ask what would have made it better. Offer nothing yet."),
    ASK_ABOUT_RETURN("Ask whether the return went well", "arrow-back-up", "And whether something else would fit."),
    ASK_ABOUT_SEASON("Call: ask how their season goes", "building", "Ask about their business before yours."),
    ASK_ABOUT_FIRST_ORDER("Ask how the first order was", "shopping-bag", "Two lines are enough."),
    WRITE_PERSONALLY("Write a personal line, no offer", "mail", "Mention what they like; sell nothing.");

    private final String label;
    private final String icon;
    private final String advice;

    Gesture(String label, String icon, String advice) {
        this.label = label;
        this.icon = icon;
        this.advice = advice;
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    /// How to do it well.
    String advice() {
        return advice;
    }

    /// As it stands in the table and in forms.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Gesture> of(String key) {
        return Arrays.stream(values())
                .filter(gesture -> gesture.key().equals(key))
                .findFirst();
    }
}
