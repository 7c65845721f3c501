package valentine.csv;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import valentine.csv.AmountRead.Amount;
import valentine.csv.AmountRead.NoAmount;

/// How the numbers of a column are written: which of comma and point begins the decimals.
public final class Amounts {
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("£", "GBP"),
            Map.entry("€", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("US$", "USD"),
            Map.entry("R$", "BRL"),
            Map.entry("¥", "JPY"),
            Map.entry("₹", "INR"),
            Map.entry("ZŁ", "PLN"),
            Map.entry("CA$", "CAD"),
            Map.entry("A$", "AUD"),
            Map.entry("FR", "CHF"),
            Map.entry("₽", "RUB"),
            // A crown is Swedish, Norwegian or Danish: a number, but no currency.
            Map.entry("KR", ""));
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    private static final int MOST_DIGITS = 18;

    private final boolean comma;
    private final boolean ambiguous;
    private final double share;
    private final String example;

    private Amounts(boolean comma, boolean ambiguous, double share, String example) {
        this.comma = comma;
        this.ambiguous = ambiguous;
        this.share = share;
        this.example = example;
    }

    static Amounts of(boolean comma) {
        return new Amounts(comma, false, 1, "");
    }

    static Amounts among(List<String> values) {
        int commas = 0;
        int points = 0;
        String doubtful = "";
        for (String value : values) {
            String bare = bare(value);
            int vote = vote(bare);
            if (vote > 0) commas++;
            else if (vote < 0) points++;
            else if (isDoubtful(bare)) doubtful = value.strip();
        }
        boolean comma = commas > points;
        Amounts guess = new Amounts(comma, commas == points && !doubtful.isEmpty(), 0, doubtful);
        int given = 0;
        int read = 0;
        for (String value : values) {
            if (Blank.is(value)) continue;
            given++;
            if (guess.read(value) instanceof Amount) read++;
        }
        return new Amounts(comma, guess.ambiguous, given == 0 ? 0 : (double) read / given, doubtful);
    }

    /// Whether a comma begins the decimals.
    public boolean hasDecimalComma() {
        return comma;
    }

    /// Whether every value seen can be read both ways: "1.234".
    public boolean isAmbiguous() {
        return ambiguous;
    }

    /// Whether nearly all values seen are numbers.
    boolean isFound() {
        return share >= 0.8;
    }

    /// Whether at least half are, which is enough where the name of the column says so too.
    boolean isLikely() {
        return share >= 0.5;
    }

    /// What the preview says about an ambiguous column.
    String doubt(String column) {
        return "The numbers of the column '" + column + "', such as " + Refusal.shortened(example)
                + ", are read with a decimal point; if they have a decimal comma, say decimal=comma.";
    }

    AmountRead read(String text) {
        String trimmed = text.strip();
        int start = 0;
        while (start < trimmed.length() && !isDigit(trimmed.charAt(start))) start++;
        int end = trimmed.length();
        while (end > start && !isDigit(trimmed.charAt(end - 1))) end--;
        if (start == end) return junk(trimmed);
        if (start > 0 && trimmed.charAt(start - 1) == decimal() && (start == 1 || !isWord(trimmed.charAt(start - 2))))
            start--;
        BigDecimal value = number(trimmed, start, end);
        if (value == null) return junk(trimmed);
        if (end - start == trimmed.length()) return new Amount(value, "");
        return dressed(trimmed, trimmed.substring(0, start), trimmed.substring(end), value);
    }

    /// Digits with separators between them; null where the separators make no sense.
    private @Nullable BigDecimal number(String text, int start, int end) {
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                if (++count > MOST_DIGITS) return null;
                digits = digits * 10 + (c - '0');
            } else if (c == decimal() && point < 0) {
                point = count;
            } else if (point >= 0 || !isGrouping(c) || !groups(text, i)) {
                return null;
            }
        }
        return BigDecimal.valueOf(digits, point < 0 ? 0 : count - point);
    }

    /// A number with what is written before and behind it: a sign, brackets, a currency.
    private static AmountRead dressed(String text, String before, String behind, BigDecimal value) {
        StringBuilder word = new StringBuilder();
        int minus = 0;
        String around = before + behind;
        for (int i = 0; i < around.length(); i++) {
            char c = around.charAt(i);
            if (c == '-' || c == '\u2212') minus++;
            else if (isWord(c)) word.append(c);
            else if (c == '.' ? word.isEmpty() : !isSpace(c) && "+()".indexOf(c) < 0) return junk(text);
        }
        boolean bracketed = before.indexOf('(') >= 0;
        if (minus > 1 || bracketed != behind.indexOf(')') >= 0) return junk(text);
        BigDecimal signed = minus == 1 || bracketed ? value.negate() : value;
        if (word.isEmpty()) return new Amount(signed, "");
        return currency(word.toString())
                .<AmountRead>map(currency -> new Amount(signed, currency))
                .orElseGet(() -> junk(text));
    }

    /// The code of a currency written as code or sign; empty text for a sign that several share.
    static Optional<String> currency(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        return CODES.contains(word) ? Optional.of(word) : Optional.ofNullable(SIGNS.get(word));
    }

    private static NoAmount junk(String text) {
        return new NoAmount("'" + Refusal.shortened(text) + "' is not a number");
    }

    private char decimal() {
        return comma ? ',' : '.';
    }

    private boolean isGrouping(char c) {
        return c == (comma ? '.' : ',') || isSpace(c) || c == '\'' || c == '\u2019';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Whether a separator at this place is followed by a group of three digits, so that "1,5" never becomes 15.
    private static boolean groups(String text, int separator) {
        int end = separator + 1;
        while (end < text.length() && isDigit(text.charAt(end))) end++;
        return end - separator == 4;
    }

    private static boolean isWord(char c) {
        return Character.isLetter(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /// The part of a text from its first digit to its last: "12.50 kr." has one point that matters.
    private static String bare(String value) {
        int start = 0;
        while (start < value.length() && !isDigit(value.charAt(start))) start++;
        int end = value.length();
        while (end > start && !isDigit(value.charAt(end - 1))) end--;
        boolean led = start > 0 && end > start && (value.charAt(start - 1) == '.' || value.charAt(start - 1) == ',');
        return value.substring(led ? start - 1 : start, end);
    }

    /// Above zero where the value shows a decimal comma, below where it shows a decimal point.
    private static int vote(String value) {
        int lastComma = value.lastIndexOf(',');
        int lastPoint = value.lastIndexOf('.');
        if (lastComma < 0 && lastPoint < 0) return 0;
        if (lastComma >= 0 && lastPoint >= 0) return lastComma > lastPoint ? 1 : -1;
        char separator = lastComma >= 0 ? ',' : '.';
        int last = Math.max(lastComma, lastPoint);
        int sign = separator == ',' ? 1 : -1;
        if (value.indexOf(separator) != last) return -sign;
        return isDoubtful(value) ? 0 : sign;
    }

    /// "1.234" and "12,500": one separator, three digits behind it, and a number that does not begin with 0 before it.
    private static boolean isDoubtful(String value) {
        String text = value.strip();
        int last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
        if (last <= 0 || !groups(text, last)) return false;
        int start = last;
        while (start > 0 && isDigit(text.charAt(start - 1))) start--;
        int before = last - start;
        return before >= 1 && before <= 3 && text.charAt(start) != '0';
    }
}
