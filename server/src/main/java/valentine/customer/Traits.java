package valentine.customer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What is said about somebody, as JSON that PostgreSQL keeps and gives back the same.
final class Traits {
    /// The first of so many names are kept for each profile.
    static final int MOST = 500;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 10_000;
    private static final int DEEPEST = 20;
    private static final double WHOLE = 9.0e15;
    private static final int DIGEST = 16;

    private Traits() {}

    /// In order, without what cannot be kept.
    static SortedMap<String, @Nullable Object> clean(Map<String, ?> traits) {
        return clean(traits, 0);
    }

    /// Two that say the same have the same digest.
    static String digest(SortedMap<String, @Nullable Object> clean, JsonMapper json) {
        try {
            byte[] text = json.writeValueAsString(clean).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, @Nullable Object> clean(Map<?, ?> traits, int depth) {
        SortedMap<String, @Nullable Object> clean = new TreeMap<>();
        traits.forEach((name, value) -> {
            String key = text(String.valueOf(name), LONGEST_NAME).strip();
            if (!key.isEmpty()) clean.put(key, value(value, depth));
        });
        while (clean.size() > MOST) clean.remove(clean.lastKey());
        return clean;
    }

    private static @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) return "…";
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case String text -> text(text, LONGEST_TEXT);
            case Number number -> number(number);
            case Map<?, ?> map -> clean(map, depth + 1);
            case Iterable<?> items -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(item -> list.add(value(item, depth + 1)));
                yield list;
            }
            default -> text(value.toString(), LONGEST_TEXT);
        };
    }

    /// However a number was written, it is kept in one way.
    private static Object number(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof BigInteger whole && whole.bitLength() < Long.SIZE) return whole.longValue();
        double value = number.doubleValue();
        if (!Double.isFinite(value)) return text(number.toString(), LONGEST_NAME);
        if (value == Math.rint(value) && Math.abs(value) < WHOLE) return (long) value;
        return value;
    }

    /// Without what PostgreSQL refuses: the character NUL, and halves of characters.
    private static String text(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
        if (cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) return cut;
        StringBuilder clean = new StringBuilder(cut.length());
        cut.codePoints()
                .filter(c -> c != 0)
                .forEach(c -> clean.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return clean.toString();
    }
}
