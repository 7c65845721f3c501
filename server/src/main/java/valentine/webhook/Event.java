package valentine.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened, as it is told: ids and nothing else of a person. Whoever may know more asks the API.
///
/// @param name the `webhook-id`, the same at every try
/// @param source what it was; told once
record Event(
        String name, String source, String type, @Nullable Long customer, Instant at, Map<String, Object> data) {
    static Event of(String source, String type, @Nullable Long customer, Instant at, Map<String, Object> data) {
        return new Event("msg_" + UUID.randomUUID().toString().replace("-", ""), source, type, customer, at, data);
    }

    /// As Standard Webhooks wants it.
    Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("timestamp", at.toString());
        payload.put("data", data);
        return payload;
    }
}
