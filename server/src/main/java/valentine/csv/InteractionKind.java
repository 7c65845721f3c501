package valentine.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What can happen between a firm and a customer.
public enum InteractionKind {
    ORDER,
    RETURN,
    DELIVERY,
    RETURN_SENT,
    RETURN_ARRIVED,
    PAYMENT,
    MESSAGE_IN,
    MESSAGE_OUT,
    CALL,
    VISIT,
    PAGE,
    PRODUCT_USE,
    SURVEY_ANSWER,
    REVIEW,
    COMPLAINT,
    THANKS,
    REFUND,
    GIFT,
    MEETING,
    PROMISE_MADE,
    PROMISE_KEPT,
    PROMISE_BROKEN,
    SUBSCRIPTION_STARTED,
    SUBSCRIPTION_ENDED,
    UNSUBSCRIBE,
    NOTE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The word for it in files and in the history: "message_in".
    public String word() {
        return word;
    }

    /// The kind of this word; a word that is none is a bug.
    public static InteractionKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String words() {
        return Arrays.stream(values()).map(InteractionKind::word).collect(Collectors.joining(", "));
    }
}
