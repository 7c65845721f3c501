package valentine.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import valentine.web.Money;

/// What is known about an interaction beyond its one line, read from its free properties.
///
/// Whatever shape they have, they can be shown: what is not known by name becomes a [Fact].
record Details(@Nullable String text, @Nullable String score, List<Line> lines, long moreLines, List<Fact> facts) {
    private static final Set<String> SHOWN_APART = Set.of("text", "score", "scale", "lines", "more");
    private static final int LONGEST = 2_000;

    Details {
        lines = List.copyOf(lines);
        facts = List.copyOf(facts);
    }

    /// One line of an order.
    record Line(String product, String description, String quantity, String unitPrice, String amount) {}

    /// Something with a name and a value.
    record Fact(String name, String value) {}

    boolean isEmpty() {
        return text == null && lines.isEmpty() && facts.isEmpty();
    }

    static Details of(JsonNode properties, @Nullable String currency) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : properties.path("lines")) {
            lines.add(new Line(
                    plain(line.path("product")),
                    plain(line.path("description")),
                    plain(line.path("quantity")),
                    money(line.path("unit_price"), currency),
                    money(line.path("amount"), currency)));
        }
        List<Fact> facts = new ArrayList<>();
        for (String name : new TreeSet<>(properties.propertyNames())) {
            String value = plain(properties.path(name));
            if (!SHOWN_APART.contains(name) && !value.isBlank()) {
                facts.add(new Fact(words(name), value));
            }
        }
        return new Details(
                orNull(plain(properties.path("text"))),
                score(properties),
                lines,
                properties.path("more").asLong(0),
                facts);
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static @Nullable String score(JsonNode properties) {
        String score = plain(properties.path("score"));
        String scale = plain(properties.path("scale"));
        return score.isBlank() || scale.isBlank() ? orNull(score) : score + " of " + scale;
    }

    private static String plain(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        boolean list = value.isArray() && value.valueStream().noneMatch(JsonNode::isContainer);
        String text = list
                ? value.valueStream().map(Details::plain).collect(Collectors.joining(", "))
                : value.isString() ? value.stringValue() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String money(JsonNode value, @Nullable String currency) {
        if (currency == null) {
            return plain(value);
        }
        try {
            return new Money(new BigDecimal(plain(value)), currency).exact();
        } catch (NumberFormatException e) {
            return plain(value);
        }
    }

    private static String words(String name) {
        String spaced = name.replace('_', ' ').strip();
        return spaced.isEmpty() ? name : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
