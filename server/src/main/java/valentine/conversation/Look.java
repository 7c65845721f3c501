package valentine.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import valentine.channel.Medium;

/// How somebody looks at the inbox: at which list, narrowed down how, and from where on.
///
/// @param assignee "7" for a member, "none", or empty for everybody
/// @param branch the number of a branch, or empty
record Look(
        View view,
        String assignee,
        String branch,
        @Nullable Medium medium,
        String label,
        @Nullable Priority priority,
        @Nullable Mark from) {
    static final Look FIRST = new Look(View.OPEN, "", "", null, "", null, null);

    /// Where a page of the list goes on.
    record Mark(Instant at, long id) {
        // No further than a database counts the years.
        private static final Pattern KEY = Pattern.compile("(-?\\d{1,11})\\.(\\d{1,9})-(\\d{1,18})");

        static Optional<Mark> of(String text) {
            Matcher parts = KEY.matcher(text);
            return parts.matches()
                    ? Optional.of(new Mark(
                            Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))),
                            Long.parseLong(parts.group(3))))
                    : Optional.empty();
        }

        String key() {
            return at.getEpochSecond() + "." + at.getNano() + "-" + id;
        }
    }

    /// Reads what stands in an address; what is not understood is left out.
    static Look of(Map<String, String> asked) {
        String assignee = asked.getOrDefault("assignee", "");
        String branch = asked.getOrDefault("branch", "");
        return new Look(
                View.of(asked.getOrDefault("show", "")),
                assignee.matches("none|\\d{1,18}") ? assignee : "",
                branch.matches("\\d{1,18}") ? branch : "",
                Medium.of(asked.getOrDefault("channel", "")).orElse(null),
                Ends.line(asked.getOrDefault("label", ""), Deed.Label.LONGEST),
                Priority.of(asked.getOrDefault("priority", "")).orElse(null),
                Mark.of(asked.getOrDefault("from", "")).orElse(null));
    }

    /// Reads what a form carries along to come back to the same list.
    static Look of(@Nullable String query) {
        Map<String, String> asked = new LinkedHashMap<>();
        if (query != null && query.length() < 1_000) {
            UriComponentsBuilder.fromPath("/")
                    .query(query.replace('{', ' '))
                    .build()
                    .getQueryParams()
                    .forEach((name, values) -> {
                        if (!values.isEmpty() && values.getFirst() != null) {
                            asked.putIfAbsent(name, decoded(values.getFirst()));
                        }
                    });
        }
        return of(asked);
    }

    boolean isNarrowed() {
        return filters() > 0;
    }

    /// By how much it is narrowed down.
    long filters() {
        return Stream.of(!assignee.isEmpty(), !branch.isEmpty(), medium != null, !label.isEmpty(), priority != null)
                .filter(is -> is)
                .count();
    }

    Look at(View other) {
        return new Look(other, assignee, branch, medium, label, priority, null);
    }

    Look wide() {
        return new Look(view, "", "", null, "", null, null);
    }

    Look on(@Nullable Mark mark) {
        return new Look(view, assignee, branch, medium, label, priority, mark);
    }

    String url() {
        String query = query();
        return query.isEmpty() ? "/inbox" : "/inbox?" + query;
    }

    String query() {
        StringBuilder query = new StringBuilder("show=" + view.key());
        add(query, "assignee", assignee);
        add(query, "branch", branch);
        add(query, "channel", medium == null ? "" : medium.key());
        add(query, "label", label);
        add(query, "priority", priority == null ? "" : priority.key());
        add(query, "from", from == null ? "" : from.key());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append('&').append(name).append('=').append(UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static String decoded(String value) {
        try {
            return UriUtils.decode(value.replace('+', ' '), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
