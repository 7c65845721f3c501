package valentine.promise;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import valentine.reading.PromiseKind;
import valentine.team.MemberId;
import valentine.web.Moment;

/// A promise as a page shows it.
///
/// @param due when, told in the zone in which it was said
/// @param ended when it ended; null as long as it is open
/// @param owner the name of who sees to it, empty where nobody does
record Line(Promise promise, Moment due, @Nullable Moment ended, boolean overdue, String owner) {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);

    static Line of(Promise promise, Instant now, Map<MemberId, String> names) {
        Outcome outcome = promise.outcome();
        var zone = promise.deadline().zone();
        MemberId owner = promise.care().owner();
        return new Line(
                promise,
                Moment.of(promise.deadline().due(), now, zone),
                outcome == null ? null : Moment.of(outcome.at(), now, zone),
                promise.isOverdue(now),
                owner == null ? "" : names.getOrDefault(owner, "somebody who left"));
    }

    String url() {
        return "/promises/" + promise.id().value();
    }

    /// Whose page it belongs to.
    String whoseUrl() {
        var customer = promise.whom().customer();
        if (customer != null) return "/customers/" + customer.value();
        var account = promise.whom().account();
        return account == null ? "/promises" : "/accounts/" + account.value();
    }

    String name() {
        return promise.name().isBlank() ? "No name" : promise.name();
    }

    /// The due moment in full: "Friday 20 November 2026, 18:00".
    String dueInFull() {
        return inFull(promise.deadline());
    }

    static String inFull(Deadline deadline) {
        return FULL.format(deadline.due().atZone(deadline.zone()));
    }

    String icon() {
        return iconOf(promise.kind());
    }

    static String iconOf(PromiseKind kind) {
        return switch (kind) {
            case REFUND -> "receipt-refund";
            case RETURN -> "arrow-back-up";
            case DELIVERY -> "package";
            case CALL_BACK -> "phone";
            case ANSWER -> "message";
            case FIX -> "adjustments";
            case GIFT -> "gift";
            case OTHER -> "flag";
        };
    }

    /// How it stands, in a word.
    String state() {
        Outcome outcome = promise.outcome();
        return outcome != null ? outcome.label() : overdue ? "Overdue" : "Open";
    }

    String tone() {
        Outcome outcome = promise.outcome();
        if (outcome == null) return overdue ? "losing-touch" : "cooling";
        return switch (outcome) {
            case Outcome.Kept _ -> "in-touch";
            case Outcome.KeptLate _ -> "cooling";
            case Outcome.Broken _ -> "losing-touch";
            case Outcome.Withdrawn _, Outcome.Repromised _ -> "gone-quiet";
        };
    }

    String stateIcon() {
        Outcome outcome = promise.outcome();
        if (outcome == null) return overdue ? "alert-triangle" : "hourglass";
        return switch (outcome) {
            case Outcome.Kept _ -> "circle-check";
            case Outcome.KeptLate _ -> "clock";
            case Outcome.Broken _ -> "circle-x";
            case Outcome.Withdrawn _ -> "minus";
            case Outcome.Repromised _ -> "refresh";
        };
    }
}
