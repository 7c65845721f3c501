package valentine.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.promise.Deadline;

/// The fields of a JSON body, each read as what it must be. One that we do not know is refused.
final class Body {
    private static final int LONGEST = 20_000;

    private final JsonNode fields;

    private Body(JsonNode fields) {
        this.fields = fields;
    }

    static Body of(String json, JsonMapper mapper, String... known) {
        JsonNode node = parsed(json, mapper);
        if (!node.isObject()) throw Refusal.body("Send a JSON object.");
        for (String name : node.propertyNames()) {
            if (!List.of(known).contains(name)) {
                throw Refusal.field(
                        name.length() > 60 ? "…" : name, "Leave it out, or use one of " + List.of(known) + ".");
            }
        }
        return new Body(node);
    }

    Optional<String> text(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isString() || value.stringValue().indexOf('\0') >= 0) {
            throw Refusal.field(name, "It is a text in quotation marks.");
        }
        return Optional.of(value.stringValue());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> Refusal.field(name, "It is needed."));
    }

    Optional<Long> id(String name) {
        return text(name).map(text -> {
            if (!text.matches("\\d{1,18}")) throw Refusal.field(name, "Ids are numbers as text, such as \"7\".");
            return Long.parseLong(text);
        });
    }

    Optional<Instant> moment(String name) {
        return text(name).map(text -> moment(name, text));
    }

    Optional<BigDecimal> decimal(String name) {
        return text(name).map(text -> {
            if (!text.matches("\\d{1,12}(\\.\\d{1,4})?")) {
                throw Refusal.field(name, "An exact decimal as text, such as \"12.50\".");
            }
            return new BigDecimal(text);
        });
    }

    /// `due`, `zone` and `review`: a day alone means until its end in that zone.
    Deadline deadline(ZoneId usual) {
        String due = required("due");
        ZoneId zone = text("zone").map(Body::zone).orElse(usual);
        Deadline deadline =
                due.length() == 10 ? Deadline.endOf(day(due), zone) : new Deadline(moment("due", due), zone);
        Optional<Instant> review = moment("review");
        if (review.isPresent() && !review.get().isBefore(deadline.due())) {
            throw Refusal.field("review", "It lies before the due moment.");
        }
        return deadline.reviewed(review.orElse(null));
    }

    private static JsonNode parsed(String json, JsonMapper mapper) {
        if (json.length() > LONGEST) throw Refusal.body("Send at most " + LONGEST + " characters.");
        try {
            return mapper.readTree(json.isBlank() ? "{}" : json);
        } catch (JacksonException _) {
            throw Refusal.body("Send JSON.");
        }
    }

    private static Instant moment(String name, String text) {
        try {
            Instant moment = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            if (moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) return moment;
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw Refusal.field(name, "Give a moment such as 2026-03-03T12:00:00Z.");
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() > 1970 && day.getYear() < 9999) return day;
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw Refusal.field("due", "Give a day such as 2026-03-03, or a moment such as 2026-03-03T12:00:00Z.");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            throw Refusal.field("zone", "Name a zone such as Europe/Vienna.");
        }
    }
}
