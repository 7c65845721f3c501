package valentine.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened, as it is told: ids and nothing else of a person, so that whoever may know more asks the
/// API.
/// Only who wants it gets what was said, too.
///
/// @param name the `webhook-id`, the same at every try
/// @param source what it was; told once
/// @param said what more there is of it: empty where nobody wants it
record Event(
        String name,
        String source,
        String type,
        @Nullable Long customer,
        Instant at,
        Map<String, Object> data,
        Map<String, Object> said) {
    static Event of(String source, String type, @Nullable Long customer, Instant at, Map<String, Object> data) {
        return new Event(
                "msg_" + UUID.randomUUID().toString().replace("-", ""), source, type, customer, at, data, Map.of());
    }

    Event saying(Map<String, Object> more) {
        return new Event(name, source, type, customer, at, data, more);
    }

    /// As Standard Webhooks wants it.
    Map<String, Object> payload() {
        return payload(data);
    }

    /// The same with what was said; nothing where there is no more of it.
    Optional<Map<String, Object>> fuller() {
        if (said.isEmpty()) return Optional.empty();
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.putAll(said);
        return Optional.of(payload(all));
    }

    private Map<String, Object> payload(Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("timestamp", at.toString());
        payload.put("data", data);
        return payload;
    }
}
