package valentine.history;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// How somebody looks at a timeline: at which topic, as of which day, and from where on.
record Look(
        Whose whose,
        @Nullable Topic topic,
        @Nullable LocalDate asOf,
        @Nullable Mark before,
        @Nullable String problem) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    static Look of(Whose whose, @Nullable String show, @Nullable String asOf, @Nullable String before) {
        Optional<LocalDate> day = day(asOf);
        boolean unread = asOf != null && !asOf.isBlank() && day.isEmpty();
        return new Look(
                whose,
                show == null ? null : Topic.of(show).orElse(null),
                day.orElse(null),
                before == null ? null : Mark.of(before).orElse(null),
                unread ? "That day does not exist. Write it like 2026-03-03." : null);
    }

    /// With whom a row of it happened.
    @Nullable
    CustomerId customerOf(Entry entry) {
        if (entry.contact() != null) return entry.contact().id();
        return whose instanceof Whose.Customer(var id) ? id : null;
    }

    /// The day as people write it.
    String asOfSaid() {
        return asOf == null ? "today" : DAY.format(asOf);
    }

    /// The page that shows this.
    String url() {
        return whose.path() + query() + "#timeline";
    }

    /// Only the rows, to be put below those that are shown.
    String rowsUrl() {
        return whose.path() + "/timeline" + query();
    }

    Look at(@Nullable Topic other) {
        return new Look(whose, other, asOf, null, null);
    }

    Look before(@Nullable Mark mark) {
        return new Look(whose, topic, asOf, mark, null);
    }

    Look now() {
        return new Look(whose, topic, null, null, null);
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        add(query, "show", topic == null ? null : topic.key());
        add(query, "as-of", asOf == null ? null : asOf.toString());
        add(query, "before", before == null ? null : before.key());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
        }
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return text == null || !text.strip().matches("\\d{4}-\\d\\d-\\d\\d")
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
