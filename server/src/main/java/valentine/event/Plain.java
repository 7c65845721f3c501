package valentine.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Values as everybody can keep and show them: no character that a database refuses, no number beyond reason, nothing
/// deeper than a person would nest.
final class Plain {
    static final int DEEPEST = 32;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int MOST_BITS = 3_300;
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cntrl}\\u00A0]+");

    private Plain() {}

    /// A value that goes beyond what can be kept.
    static final class Beyond extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        private Beyond(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /// A text or number as a text; empty where there is neither.
    static String text(JsonNode value) {
        if (value.isString()) return clean(value.stringValue()).strip();
        if (value.isNumber()) return number(value).toString();
        return "";
    }

    /// One line of at most so many characters.
    static String line(String text, int longest) {
        String line = hasGap(text) ? GAP.matcher(text).replaceAll(" ").strip() : text.strip();
        if (line.length() <= longest) return line;
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }

    /// Without NUL, and with a sign of the unknown for half a character.
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) return cleaned(text);
        }
        return text;
    }

    private static boolean hasGap(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || (c == ' ' && i > 0 && text.charAt(i - 1) == ' ')) return true;
        }
        return false;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0)
                .forEach(point -> clean.appendCodePoint(
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point));
        return clean.toString();
    }

    static void write(JsonGenerator out, JsonNode value, int depth) {
        if (depth > DEEPEST) throw new Beyond(Reason.TOO_DEEP);
        switch (value.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> property : value.properties()) {
                    out.writeName(clean(property.getKey()));
                    write(out, property.getValue(), depth + 1);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : value) write(out, element, depth + 1);
                out.writeEndArray();
            }
            case STRING -> out.writeString(clean(value.stringValue()));
            case NUMBER -> number(out, value);
            case BOOLEAN -> out.writeBoolean(value.booleanValue());
            default -> out.writeNull();
        }
    }

    /// As plain objects; null where it is said to be nothing.
    static @Nullable Object object(JsonNode value, int depth) {
        if (depth > DEEPEST) throw new Beyond(Reason.TOO_DEEP);
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                value.properties()
                        .forEach(property -> map.put(clean(property.getKey()), object(property.getValue(), depth + 1)));
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonNode element : value) list.add(object(element, depth + 1));
                yield list;
            }
            case STRING -> clean(value.stringValue());
            case NUMBER -> number(value);
            case BOOLEAN -> value.booleanValue();
            default -> null;
        };
    }

    private static void number(JsonGenerator out, JsonNode value) {
        switch (number(value)) {
            case BigDecimal decimal -> out.writeNumber(decimal);
            case BigInteger whole -> out.writeNumber(whole);
            case Number small -> out.writeNumber(small.longValue());
        }
    }

    private static Number number(JsonNode value) {
        Number number = value.numberValue();
        boolean beyond = switch (number) {
            case BigDecimal decimal ->
                Math.abs((long) decimal.scale()) > LARGEST_EXPONENT || decimal.precision() > LARGEST_EXPONENT;
            case BigInteger whole -> whole.bitLength() > MOST_BITS;
            default -> false;
        };
        if (beyond) throw new Beyond(Reason.NUMBER);
        return number;
    }
}
