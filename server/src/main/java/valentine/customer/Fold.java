package valentine.customer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The last word on each trait: a function of all that was said, in whichever order it came.
final class Fold {
    private static final List<String> FIRST_NAMES = List.of("firstName", "first_name", "firstname");
    private static final List<String> LAST_NAMES = List.of("lastName", "last_name", "lastname");

    private final SortedMap<String, Word> words = new TreeMap<>();

    /// What was said of one trait; null takes it away.
    record Word(int trust, long at, String digest, @Nullable Object value) {
        private static final Comparator<Word> LAST =
                Comparator.comparingInt(Word::trust).thenComparingLong(Word::at).thenComparing(Word::digest);
    }

    /// How somebody is shown.
    ///
    /// @param traits all but name and company
    record Portrait(String name, String company, SortedMap<String, Object> traits) {}

    /// As it is kept: trait, then trust, microseconds, digest and value.
    static Fold of(Map<String, List<@Nullable Object>> kept) {
        Fold fold = new Fold();
        kept.forEach((name, word) -> fold.words.put(
                name,
                new Word(
                        ((Number) said(word.get(0))).intValue(),
                        ((Number) said(word.get(1))).longValue(),
                        String.valueOf(word.get(2)),
                        word.get(3))));
        return fold;
    }

    /// Adds a statement, and says whether it was the last word on anything.
    boolean take(Portraits.Statement statement) {
        boolean learned = false;
        for (Map.Entry<String, @Nullable Object> trait : statement.traits().entrySet()) {
            learned |= take(
                    trait.getKey(),
                    new Word(statement.trust().rank(), statement.at(), statement.digest(), trait.getValue()));
        }
        return learned;
    }

    void take(Fold other) {
        other.words.forEach(this::take);
    }

    /// The value of a trait as it stands; nothing where it was taken away.
    @Nullable
    Object value(String name) {
        Word word = words.get(name);
        return word == null ? null : word.value();
    }

    boolean speaksOf(String name) {
        return words.containsKey(name);
    }

    Map<String, List<@Nullable Object>> kept() {
        Map<String, List<@Nullable Object>> kept = new LinkedHashMap<>();
        words.forEach((name, word) -> {
            List<@Nullable Object> parts = new java.util.ArrayList<>();
            parts.add(word.trust());
            parts.add(word.at());
            parts.add(word.digest());
            parts.add(word.value());
            kept.put(name, parts);
        });
        return kept;
    }

    /// @param choices what people chose, the last one last
    Portrait portrait(List<Map<String, @Nullable Object>> choices) {
        SortedMap<String, Object> traits = new TreeMap<>();
        words.forEach((name, word) -> {
            if (word.value() != null) traits.put(name, word.value());
        });
        for (Map<String, @Nullable Object> chosen : choices) {
            chosen.forEach((name, value) -> {
                if (value == null) traits.remove(name);
                else traits.put(name, value);
            });
        }
        Portrait portrait = new Portrait(name(traits), company(traits.get("company")), traits);
        traits.remove("name");
        traits.remove("company");
        return portrait;
    }

    private boolean take(String name, Word word) {
        Word known = words.get(name);
        if (known != null && Word.LAST.compare(word, known) <= 0) return false;
        words.put(name, word);
        if (words.size() > Traits.MOST) words.remove(words.lastKey());
        return true;
    }

    private static String name(Map<String, Object> traits) {
        String name = text(traits.get("name"));
        return name.isEmpty() ? Person.line((first(traits, FIRST_NAMES) + " " + first(traits, LAST_NAMES))) : name;
    }

    private static String first(Map<String, Object> traits, List<String> names) {
        return names.stream()
                .map(name -> text(traits.get(name)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String company(@Nullable Object company) {
        return company instanceof Map<?, ?> described ? text(described.get("name")) : text(company);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number ? Person.line(String.valueOf(value)) : "";
    }

    private static Object said(@Nullable Object part) {
        if (part == null) throw new IllegalStateException("A word on a trait that is not whole");
        return part;
    }
}
