package valentine.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import valentine.customer.Handle;
import valentine.staying.Band;

/// The parameters of a request, each read as what it must be. One that we do not know is refused: a slip of the pen
/// in a filter must not answer with everybody.
final class Query {
    static final int MOST = 200;
    private static final int USUAL = 50;
    private static final int LONGEST = 300;
    private static final int MOST_KINDS = 20;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    /// Beyond these PostgreSQL keeps no time.
    private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> given = new HashMap<>();

    private Query(MultiValueMap<String, String> parameters, List<String> known) {
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Refusal.parameter(
                        name, "There is no such parameter here", "Leave it out, or use one of " + known + ".");
            }
            if (values.size() != 1) {
                throw Refusal.parameter(name, "This parameter is given twice", "Give it once.");
            }
            String value = values.getFirst() == null ? "" : values.getFirst().strip();
            if (value.isEmpty() || value.length() > LONGEST || value.indexOf('\0') >= 0) {
                throw Refusal.parameter(
                        name,
                        "This value cannot be used",
                        "Give 1 to " + LONGEST + " characters, or leave the parameter out.");
            }
            given.put(name, value);
        });
    }

    static Query of(MultiValueMap<String, String> parameters, String... known) {
        return new Query(parameters, List.of(known));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name));
    }

    int limit() {
        return text("limit")
                .map(text -> {
                    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
                    if (limit < 1 || limit > MOST) {
                        throw Refusal.parameter(
                                "limit", "This is no page size", "Ask for 1 to " + MOST + "; without it you get 50.");
                    }
                    return limit;
                })
                .orElse(USUAL);
    }

    Optional<Band> band() {
        return text("band")
                .map(text -> Stream.of(Band.values())
                        .filter(band -> band.key().equals(text))
                        .findFirst()
                        .orElseThrow(() -> Refusal.parameter(
                                "band",
                                "There is no such band",
                                "Use one of "
                                        + Stream.of(Band.values())
                                                .map(Band::key)
                                                .toList() + ".")));
    }

    /// The handle that is asked for, if one is.
    Optional<Handle> handle() {
        List<Handle> handles = Stream.of(Handle.Kind.values())
                .flatMap(kind -> text(name(kind)).map(text -> handle(kind, text)).stream())
                .toList();
        if (handles.size() > 1 || (!handles.isEmpty() && given.size() > 1)) {
            throw Refusal.parameter(
                    name(handles.getFirst().kind()),
                    "A handle is looked up alone",
                    "Leave the other parameters out: a handle names one customer at most.");
        }
        return handles.stream().findFirst();
    }

    <C extends Cursor> Optional<C> cursor(Class<C> kind) {
        return text("cursor")
                .map(word ->
                        Cursor.of(word).filter(kind::isInstance).map(kind::cast).orElseThrow(Query::foreignCursor));
    }

    static Refusal foreignCursor() {
        return Refusal.parameter(
                "cursor",
                "This is not a cursor of this list",
                "Give back the text of `next` as it came, with the same filters; without it you get the first page.");
    }

    List<String> kinds() {
        List<String> kinds =
                text("kinds").map(text -> List.of(text.split(",", -1))).orElse(List.of());
        if (kinds.size() > MOST_KINDS
                || !kinds.stream().allMatch(kind -> KIND.matcher(kind).matches())) {
            throw Refusal.parameter(
                    "kinds",
                    "These are no kinds of interactions",
                    "Give words such as order,return,message_in: at most " + MOST_KINDS + ", with commas between.");
        }
        return kinds;
    }

    /// A moment, or the last moment of a day.
    Optional<Instant> asOf(ZoneId zone) {
        return text("asOf").map(text -> {
            try {
                Instant moment = text.length() == 10
                        ? LocalDate.parse(text)
                                .plusDays(1)
                                .atStartOfDay(zone)
                                .toInstant()
                                .minusNanos(1_000)
                        : Instant.parse(text.toUpperCase(Locale.ROOT));
                if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
                    return moment;
                }
            } catch (DateTimeException _) {
                // Refused below.
            }
            throw Refusal.parameter(
                    "asOf",
                    "This is no moment",
                    "Give a day such as 2026-03-03, or a moment such as 2026-03-03T12:00:00Z.");
        });
    }

    private static String name(Handle.Kind kind) {
        return kind.word();
    }

    private static Handle handle(Handle.Kind kind, String text) {
        Optional<Handle> handle = switch (kind) {
            case EXTERNAL -> Handle.id(text);
            case EMAIL -> Handle.email(text);
            case PHONE -> Handle.phone(text);
            case ANONYMOUS -> Optional.of(new Handle(kind, text));
        };
        return handle.orElseThrow(() -> Refusal.parameter(
                name(kind), "This names nobody", "Check how it is written; test and placeholder values are not kept."));
    }
}
