package valentine.customer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something said about a customer, as a person reads it.
record Trait(String name, String value) {
    private static final int MOST = 60;
    private static final int LONGEST = 200;

    static List<Trait> of(Map<String, @Nullable Object> traits) {
        return traits.entrySet().stream()
                .filter(trait -> trait.getValue() != null)
                .limit(MOST)
                .map(trait -> new Trait(trait.getKey(), said(trait.getValue())))
                .toList();
    }

    static String said(@Nullable Object value) {
        String text = plain(value);
        if (text.length() <= LONGEST) return text;
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return text.substring(0, end) + "…";
    }

    private static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean truth -> truth ? "yes" : "no";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
                        .collect(Collectors.joining(", "));
            case List<?> list -> list.stream().map(Trait::plain).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
