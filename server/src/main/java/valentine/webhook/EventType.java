package valentine.webhook;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What other programs can hear of; each is what the history calls a kind, or a join of customers.
enum EventType {
    MESSAGE_ARRIVED("message.arrived", "A customer wrote", "message_in"),
    MESSAGE_LEFT("message.left", "A message of ours was handed over", "message_out"),
    MESSAGE_DELIVERED("message.delivered", "A message of ours was delivered", "message_delivered"),
    MESSAGE_FAILED("message.failed", "A message of ours did not arrive", "message_failed"),
    PROMISE_MADE("promise.made", "A promise was made", "promise_made"),
    PROMISE_KEPT("promise.kept", "A promise was kept", "promise_kept"),
    PROMISE_BROKEN("promise.broken", "A promise was broken", "promise_broken"),
    CONSENT_GIVEN("consent.given", "A customer allowed something", "consent_given"),
    CONSENT_WITHDRAWN("consent.withdrawn", "A customer withdrew consent", "consent_withdrawn"),
    COMPLAINT("feedback.complaint", "A customer complained", "complaint"),
    THANKS("feedback.thanks", "A customer thanked us", "thanks"),
    SURVEY_ANSWER("feedback.answered", "A customer answered a survey", "survey_answer"),
    CUSTOMER_MERGED("customer.merged", "Two customers are one, or parted again", "");

    /// Is sent to who asks for it, and needs no choice.
    static final String TEST = "webhook.test";

    private static final Map<String, EventType> BY_KIND = Arrays.stream(values())
            .filter(type -> !type.kind.isEmpty())
            .collect(Collectors.toUnmodifiableMap(type -> type.kind, Function.identity()));

    private final String key;
    private final String label;
    private final String kind;

    EventType(String key, String label, String kind) {
        this.key = key;
        this.label = label;
        this.kind = kind;
    }

    String key() {
        return key;
    }

    String label() {
        return label;
    }

    static String[] kinds() {
        return BY_KIND.keySet().toArray(String[]::new);
    }

    static Optional<EventType> ofKind(String kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }

    static Optional<EventType> ofKey(String key) {
        return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
    }
}
