package valentine.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes sensitive fields out of what only tells what happened: there they are never kept, with a purpose or without.
public final class Redaction {
    private static final int DEEPEST = 40;

    private Redaction() {}

    /// What may be kept of it; the very same where nothing is sensitive, which is nearly always.
    public static JsonNode of(JsonNode said) {
        if (!isTold("", said, 0)) return said;
        JsonNode open = said.deepCopy();
        take("", open, 0);
        return open;
    }

    /// What may be kept of properties by name; the very same where nothing is sensitive.
    public static Map<String, String> of(Map<String, String> properties) {
        if (properties.entrySet().stream()
                .noneMatch(one -> Recognition.of(one.getKey(), one.getValue()).isPresent())) {
            return properties;
        }
        Map<String, String> open = new java.util.LinkedHashMap<>(properties);
        open.entrySet()
                .removeIf(one -> Recognition.of(one.getKey(), one.getValue()).isPresent());
        return open;
    }

    private static boolean isSensitive(String name, JsonNode value) {
        return Recognition.of(name, value.isString() || value.isNumber() ? value.asString() : null)
                .isPresent();
    }

    private static boolean isTold(String name, JsonNode said, int depth) {
        if (depth > DEEPEST) return false;
        if (said.isObject()) {
            for (Map.Entry<String, JsonNode> one : said.properties()) {
                if (isSensitive(one.getKey(), one.getValue()) || isTold(one.getKey(), one.getValue(), depth + 1)) {
                    return true;
                }
            }
        }
        if (said.isArray()) {
            for (JsonNode item : said) {
                if (isSensitive(name, item) || isTold(name, item, depth + 1)) return true;
            }
        }
        return false;
    }

    private static void take(String name, JsonNode said, int depth) {
        if (depth > DEEPEST) return;
        if (said instanceof ObjectNode object) {
            List<String> gone = new ArrayList<>();
            for (Map.Entry<String, JsonNode> one : object.properties()) {
                if (isSensitive(one.getKey(), one.getValue())) gone.add(one.getKey());
                else take(one.getKey(), one.getValue(), depth + 1);
            }
            object.remove(gone);
        }
        if (said instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (isSensitive(name, array.get(i))) array.remove(i);
                else take(name, array.get(i), depth + 1);
            }
        }
    }
}
