package valentine.simulation;

import java.util.Locale;

/// What can happen between a customer and the shop, in the words of the field.
enum Kind {
    ORDER,
    RETURN,
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

    /// The kind as files write it.
    String word() {
        return word;
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
