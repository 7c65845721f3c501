package valentine.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.web.Moment;
import valentine.web.Money;

/// One row of the timeline.
///
/// @param contact with whom it happened, where several people share the timeline
record Entry(
        Mark mark,
        @Nullable Contact contact,
        String kind,
        String title,
        @Nullable String channel,
        @Nullable Money money,
        Details details,
        Moment moment) {

    record Contact(CustomerId id, String name) {}

    String icon() {
        return Kind.of(kind).map(Kind::icon).orElse("list");
    }

    String label() {
        return Kind.of(kind).map(Kind::label).orElseGet(() -> kind.replace('_', ' '));
    }

    String tone() {
        return Kind.of(kind)
                .map(known -> switch (known) {
                    case COMPLAINT, PROMISE_BROKEN, RETURN, REFUND, SUBSCRIPTION_ENDED, UNSUBSCRIBE -> "bad";
                    case THANKS, PROMISE_KEPT, GIFT, GESTURE -> "good";
                    default -> "plain";
                })
                .orElse("plain");
    }

    /// Whether something may have been promised in it.
    boolean isSpoken() {
        return Kind.of(kind)
                .map(Kind::topic)
                .filter(topic -> topic == Topic.MESSAGES || topic == Topic.FEEDBACK)
                .isPresent();
    }

    Instant at() {
        return mark.at();
    }
}
