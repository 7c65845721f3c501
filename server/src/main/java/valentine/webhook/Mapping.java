package valentine.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import valentine.customer.Handle;

/// Where in a message of another program its parts stand: paths such as `data.customer.email` or `lines.0.text`.
record Mapping(String from, String name, String text, String thread, String id, String at) {
    /// Empty, or names and numbers with dots between them.
    static final Pattern PATH = Pattern.compile("|[^\\s.]{1,80}(?:\\.[^\\s.]{1,80}){0,9}");
    private static final int LONGEST_SECONDS = 11;

    static Mapping of(Map<String, String> settings) {
        return new Mapping(
                settings.getOrDefault("from", ""),
                settings.getOrDefault("who", ""),
                settings.getOrDefault("text", ""),
                settings.getOrDefault("thread", ""),
                settings.getOrDefault("id", ""),
                settings.getOrDefault("at", ""));
    }

    /// What stands there as text; empty where nothing does.
    static String read(JsonNode message, String path) {
        if (path.isEmpty()) return "";
        JsonNode node = message;
        for (String step : path.split("\\.", -1)) {
            node = node.isArray() && step.matches("\\d{1,4}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node.isString() || node.isNumber() || node.isBoolean() ? node.asString("") : "";
    }

    static JsonNode nothing() {
        return MissingNode.getInstance();
    }

    /// Who it is from: an e-mail address, a phone number with its +, or what that program calls a customer.
    Optional<Handle> handle(JsonNode message) {
        String said = read(message, from).strip();
        if (said.isEmpty()) return Optional.empty();
        if (said.contains("@")) return Handle.email(said);
        return said.startsWith("+") ? Handle.phone(said) : Handle.id(said);
    }

    /// A moment as ISO 8601, or as seconds or milliseconds since 1970.
    Optional<Instant> moment(JsonNode message) {
        String said = read(message, at).strip();
        try {
            if (said.matches("\\d{1,14}")) {
                long number = Long.parseLong(said);
                return Optional.of(
                        said.length() <= LONGEST_SECONDS
                                ? Instant.ofEpochSecond(number)
                                : Instant.ofEpochMilli(number));
            }
            return said.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(said).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
