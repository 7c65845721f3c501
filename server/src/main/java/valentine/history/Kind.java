package valentine.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The field's vocabulary of what can happen between a firm and a customer; other words may stand in the log too.
public enum Kind {
    ORDER("Order", "shopping-bag", Topic.PURCHASES),
    RETURN("Return", "receipt-refund", Topic.PURCHASES),
    DELIVERY("Delivery", "package", Topic.PURCHASES),
    RETURN_SENT("Return sent", "receipt-refund", Topic.PURCHASES),
    RETURN_ARRIVED("Return arrived", "receipt-refund", Topic.PURCHASES),
    PAYMENT("Payment", "credit-card", Topic.PURCHASES),
    REFUND("Refund", "arrow-back-up", Topic.PURCHASES),
    SUBSCRIPTION_STARTED("Subscription started", "repeat", Topic.PURCHASES),
    SUBSCRIPTION_ENDED("Subscription ended", "minus", Topic.PURCHASES),
    MESSAGE_IN("Message from the customer", "mail", Topic.MESSAGES),
    MESSAGE_OUT("Message from us", "send", Topic.MESSAGES),
    MESSAGE_DELIVERED("Delivered", "circle-check", Topic.MESSAGES),
    MESSAGE_FAILED("Message did not arrive", "alert-triangle", Topic.MESSAGES),
    MESSAGE_COPIED("Named in a message", "mail", Topic.MESSAGES),
    MESSAGE_AUTOMATIC("Automatic message", "mail", Topic.MESSAGES),
    WROTE("Wrote on their own page", "world", Topic.MESSAGES),
    CALL("Call", "phone", Topic.MESSAGES),
    MEETING("Meeting", "calendar", Topic.MESSAGES),
    UNSUBSCRIBE("Unsubscribed", "x", Topic.MESSAGES),
    NOTE("Note", "notes", Topic.MESSAGES),
    CONSENT_GIVEN("Allowed", "check", Topic.MESSAGES),
    CONSENT_WITHDRAWN("Withdrew consent", "x", Topic.MESSAGES),
    SURVEY_ANSWER("Survey answer", "mood-smile", Topic.FEEDBACK),
    REVIEW("Review", "star", Topic.FEEDBACK),
    COMPLAINT("Complaint", "alert-triangle", Topic.FEEDBACK),
    THANKS("Thanks", "thumb-up", Topic.FEEDBACK),
    PROMISE_MADE("Promise made", "flag", Topic.PROMISES),
    PROMISE_KEPT("Promise kept", "circle-check", Topic.PROMISES),
    PROMISE_BROKEN("Promise broken", "circle-x", Topic.PROMISES),
    VISIT("Visit", "map-pin", Topic.VISITS),
    PAGE("Page viewed", "world", Topic.VISITS),
    PRODUCT_USE("Product used", "package", Topic.VISITS),
    GIFT("Gift", "gift", Topic.GESTURES),
    GESTURE("Gesture", "heart", Topic.GESTURES);

    private final String label;
    private final String icon;
    private final Topic topic;

    Kind(String label, String icon, Topic topic) {
        this.label = label;
        this.icon = icon;
        this.topic = topic;
    }

    /// As it stands in the log.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    Topic topic() {
        return topic;
    }

    static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
