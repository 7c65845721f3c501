package valentine.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.history.Interaction;
import valentine.history.Kind;
import valentine.history.Log;
import valentine.intake.Ground;
import valentine.reading.PromiseKind;

/// What the history hears of a promise to a customer.
record Fact(CustomerId customer, Instant at, Kind kind, String channel, String title, Told about) {
    static final String SOURCE = "promises";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int LONGEST = 160;

    /// Which promise it is about.
    record Told(PromiseId id, PromiseKind kind, String what, Deadline deadline, String channel) {
        Fact made(CustomerId customer, Instant at) {
            return fact(customer, at, Kind.PROMISE_MADE, "Promised by " + day() + ": " + what);
        }

        Fact kept(CustomerId customer, Instant at) {
            boolean late = at.isAfter(deadline.due());
            String how = late ? "Kept " + late(Duration.between(deadline.due(), at)) + " late: " : "Kept: ";
            return fact(customer, at, Kind.PROMISE_KEPT, how + what);
        }

        Fact broken(CustomerId customer) {
            return fact(customer, deadline.due(), Kind.PROMISE_BROKEN, "Not kept by " + day() + ": " + what);
        }

        private Fact fact(CustomerId customer, Instant at, Kind kind, String title) {
            return new Fact(customer, at, kind, channel, Ground.cut(title, LONGEST), this);
        }

        private String day() {
            return DAY.format(deadline.day());
        }

        private static String late(Duration late) {
            long days = late.toDays();
            if (days > 0) return days == 1 ? "1 day" : days + " days";
            long hours = late.toHours();
            return hours > 1 ? hours + " hours" : "a little";
        }
    }

    Interaction interaction() {
        return new Interaction(
                customer,
                at,
                kind,
                Interaction.Direction.OUT,
                channel.isEmpty() ? null : channel,
                title,
                properties(),
                SOURCE,
                messageId());
    }

    Log.Entry entry(JsonMapper json) {
        return new Log.Entry(
                customer,
                at,
                kind.key(),
                channel,
                "out",
                title,
                null,
                "",
                json.writeValueAsString(properties()),
                messageId(),
                List.of(),
                null);
    }

    private Map<String, Object> properties() {
        return Map.of(
                "promise",
                about.id().value(),
                "about",
                about.kind().key(),
                "due",
                about.deadline().due().toString());
    }

    private String messageId() {
        return about.id().value() + " " + kind.key();
    }
}
