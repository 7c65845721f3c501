package valentine.transparency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import valentine.customer.Discretion;

/// Parts what is said of somebody in what may lie open and what may not, however deep it stands.
final class Sieve {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 2_000;

    private final List<Discretion.Taken> taken = new ArrayList<>();

    private final Predicate<SensitiveKind> wanted;

    private Sieve(Predicate<SensitiveKind> wanted) {
        this.wanted = wanted;
    }

    static Discretion.Sifted sift(Map<String, ?> traits) {
        return sift(traits, _ -> true);
    }

    /// Takes out these kinds only.
    static Discretion.Sifted sift(Map<String, ?> traits, Predicate<SensitiveKind> wanted) {
        Sieve sieve = new Sieve(wanted);
        Map<String, Object> open = sieve.open("", traits, 0);
        // Mostly there is nothing, and then what came stays as it is.
        return sieve.taken.isEmpty()
                ? new Discretion.Sifted(traits, List.of())
                : new Discretion.Sifted(open, sieve.taken);
    }

    private Map<String, Object> open(String path, Map<?, ?> said, int depth) {
        Map<String, Object> open = new LinkedHashMap<>();
        said.forEach((key, value) -> {
            String name = String.valueOf(key);
            String whole = path.isEmpty() ? name : path + "." + name;
            Optional<SensitiveKind> kind = Recognition.of(name, value).filter(wanted);
            if (kind.isPresent()) {
                taken.add(new Discretion.Taken(whole, kind.get().key(), text(value)));
            } else {
                open.put(name, inner(whole, value, depth));
            }
        });
        return open;
    }

    private Object inner(String path, Object value, int depth) {
        if (depth > DEEPEST) return value;
        return switch (value) {
            case Map<?, ?> map -> open(path, map, depth + 1);
            case Iterable<?> items when !isNode(items) -> items(path, items, depth);
            case null, default -> value;
        };
    }

    private List<Object> items(String path, Iterable<?> items, int depth) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        List<Object> open = new ArrayList<>();
        for (Object item : items) {
            Optional<SensitiveKind> kind = Recognition.of(name, item).filter(wanted);
            if (kind.isPresent()) {
                taken.add(new Discretion.Taken(path, kind.get().key(), text(item)));
            } else {
                open.add(inner(path, item, depth + 1));
            }
        }
        return open;
    }

    /// A JSON null is an empty list to some.
    private static boolean isNode(Iterable<?> items) {
        return items instanceof tools.jackson.databind.JsonNode;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null || isNothing(value)) return null;
        String text = value.toString().strip();
        if (text.isEmpty()) return null;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static boolean isNothing(Object value) {
        return value instanceof tools.jackson.databind.JsonNode node && (node.isNull() || node.isMissingNode());
    }
}
