package valentine.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A text with gaps such as `{{customer.first_name|there}}`, filled for each customer.
///
/// What fills a gap is only ever a piece of one line: it is never read again, whatever it says.
public final class Wording {
    private static final int LONGEST_VALUE = 200;

    private final List<Piece> pieces;

    private Wording(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /// What can stand in a gap.
    public enum Gap {
        CUSTOMER_NAME("customer.name", "their name", "there"),
        CUSTOMER_FIRST_NAME("customer.first_name", "their first name", "there"),
        CUSTOMER_COMPANY("customer.company", "the company they speak for", "your company"),
        FIRM_NAME("firm.name", "the name of this firm", "us"),
        MEMBER_NAME("member.name", "the name of who writes", "your team"),
        MEMBER_FIRST_NAME("member.first_name", "the first name of who writes", "your team"),
        TODAY("today", "the day it is written", "today");

        private final String key;
        private final String label;
        private final String otherwise;

        Gap(String key, String label, String otherwise) {
            this.key = key;
            this.label = label;
            this.otherwise = otherwise;
        }

        public String key() {
            return key;
        }

        /// In a few words for who writes a template.
        public String label() {
            return label;
        }

        static Optional<Gap> of(String key) {
            return Arrays.stream(values()).filter(gap -> gap.key.equals(key)).findFirst();
        }
    }

    /// What became of reading a text.
    public sealed interface Read {
        record Good(Wording wording) implements Read {}

        record Bad(String why) implements Read {}
    }

    private sealed interface Piece {
        record Words(String text) implements Piece {}

        record Filled(Gap gap, String fallback) implements Piece {}
    }

    /// Reads a text; every gap must be one that there is.
    public static Read read(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (true) {
            int open = text.indexOf("{{", from);
            if (open < 0) break;
            int close = text.indexOf("}}", open);
            if (close < 0) return new Read.Bad("A gap begins with {{ and must end with }}.");
            String[] inside = text.substring(open + 2, close).split("\\|", 2);
            String key = inside[0].strip();
            Optional<Gap> gap = Gap.of(key);
            if (gap.isEmpty()) return new Read.Bad(unknown(key));
            String fallback = inside.length == 2 ? inside[1].strip() : gap.get().otherwise;
            pieces.add(new Piece.Words(text.substring(from, open)));
            pieces.add(new Piece.Filled(gap.get(), fallback));
            from = close + 2;
        }
        pieces.add(new Piece.Words(text.substring(from)));
        return new Read.Good(new Wording(pieces));
    }

    /// The gaps that it has.
    public Set<Gap> gaps() {
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Filled(var gap, var _)) gaps.add(gap);
        }
        return gaps;
    }

    /// With these values; where one is missing or empty, its fallback stands there.
    public String fill(Map<Gap, String> values) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Words(var words) -> text.append(words);
                case Piece.Filled(var gap, var fallback) -> {
                    String value = Texts.line(values.getOrDefault(gap, ""), LONGEST_VALUE);
                    text.append(value.isEmpty() ? fallback : value);
                }
            }
        }
        return text.toString();
    }

    private static String unknown(String key) {
        String known = Arrays.stream(Gap.values()).map(Gap::key).collect(Collectors.joining(", "));
        return "There is no {{" + Texts.line(key, 60) + "}}. You can use: " + known + ".";
    }
}
