package valentine.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes sensitive fields out of what only tells what happened: there they are never kept, with a purpose or without.
public final class Redaction {
    private static final int DEEPEST = 40;

    private Redaction() {}

    /// What may be kept of it; the very same where nothing is sensitive, which is nearly always.
    public static JsonNode of(JsonNode said) {
        return of(said, _ -> true);
    }

    /// The same, where only one kind is taken out.
    public static JsonNode of(JsonNode said, SensitiveKind only) {
        return of(said, kind -> kind == only);
    }

    private static JsonNode of(JsonNode said, Predicate<SensitiveKind> wanted) {
        if (!isTold("", said, 0, wanted)) return said;
        JsonNode open = said.deepCopy();
        take("", open, 0, wanted);
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

    /// Which fields of it are sensitive, by where they stand; nearly always none.
    static Map<String, SensitiveKind> names(String path, JsonNode said) {
        Map<String, SensitiveKind> names = new java.util.LinkedHashMap<>();
        if (isTold("", said, 0, _ -> true)) names(path, said, 0, names);
        return names;
    }

    private static void names(String path, JsonNode said, int depth, Map<String, SensitiveKind> names) {
        if (depth > DEEPEST) return;
        if (said.isObject()) {
            said.properties().forEach(one -> {
                String inner = path + "." + one.getKey();
                kind(one.getKey(), one.getValue())
                        .ifPresentOrElse(
                                kind -> names.put(inner, kind), () -> names(inner, one.getValue(), depth + 1, names));
            });
        }
        if (said.isArray()) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            for (JsonNode item : said) {
                kind(name, item)
                        .ifPresentOrElse(kind -> names.put(path, kind), () -> names(path, item, depth + 1, names));
            }
        }
    }

    private static boolean isSensitive(String name, JsonNode value, Predicate<SensitiveKind> wanted) {
        return kind(name, value).filter(wanted).isPresent();
    }

    private static Optional<SensitiveKind> kind(String name, JsonNode value) {
        return Recognition.of(name, value.isString() || value.isNumber() ? value.asString() : null);
    }

    private static boolean isTold(String name, JsonNode said, int depth, Predicate<SensitiveKind> wanted) {
        if (depth > DEEPEST) return false;
        if (said.isObject()) {
            for (Map.Entry<String, JsonNode> one : said.properties()) {
                if (isSensitive(one.getKey(), one.getValue(), wanted)
                        || isTold(one.getKey(), one.getValue(), depth + 1, wanted)) {
                    return true;
                }
            }
        }
        if (said.isArray()) {
            for (JsonNode item : said) {
                if (isSensitive(name, item, wanted) || isTold(name, item, depth + 1, wanted)) return true;
            }
        }
        return false;
    }

    private static void take(String name, JsonNode said, int depth, Predicate<SensitiveKind> wanted) {
        if (depth > DEEPEST) return;
        if (said instanceof ObjectNode object) {
            List<String> gone = new ArrayList<>();
            for (Map.Entry<String, JsonNode> one : object.properties()) {
                if (isSensitive(one.getKey(), one.getValue(), wanted)) gone.add(one.getKey());
                else take(one.getKey(), one.getValue(), depth + 1, wanted);
            }
            object.remove(gone);
        }
        if (said instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (isSensitive(name, array.get(i), wanted)) array.remove(i);
                else take(name, array.get(i), depth + 1, wanted);
            }
        }
    }
}
