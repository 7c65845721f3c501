package valentine.csv;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            int vote = vote(value.strip());
            if (vote > 0) commas++;
            else if (vote < 0) points++;
            else if (isDoubtful(value)) doubtful = value.strip();
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

    /// What the preview says about an ambiguous column.
    String doubt(String column) {
        return "The numbers of the column '" + column + "', such as " + Refusal.shortened(example)
                + ", are read with a decimal point; if they have a decimal comma, say decimal=comma.";
    }

    AmountRead read(String text) {
        String trimmed = text.strip();
        int length = trimmed.length();
        long digits = 0;
        int count = 0;
        int decimals = -1;
        boolean negative = false;
        int wordStart = -1;
        int wordEnd = -1;
        for (int i = 0; i < length; i++) {
            char c = trimmed.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                if (++count > MOST_DIGITS) return junk(trimmed);
                if (decimals >= 0) decimals++;
            } else if (c == (comma ? ',' : '.') && decimals < 0 && wordEnd != i) {
                decimals = 0;
            } else if (isGrouping(c) && count > 0 && decimals < 0 && groups(trimmed, i)) {
                continue;
            } else if (c == '-' || c == '\u2212') {
                if (negative || (count > 0 && i < length - 1)) return junk(trimmed);
                negative = true;
            } else if (c == '(' && i == 0 && trimmed.charAt(length - 1) == ')') {
                negative = true;
            } else if (isLetterOrSign(c)) {
                if (wordStart >= 0 && wordEnd != i) return junk(trimmed);
                if (wordStart < 0) wordStart = i;
                wordEnd = i + 1;
            } else if (!Character.isWhitespace(c)
                    && c != '\u00a0'
                    && c != '\u202f'
                    && c != '+'
                    && c != '.'
                    && !(c == ')' && i == length - 1 && trimmed.charAt(0) == '(')) {
                return junk(trimmed);
            } else if (c == '.' && wordEnd != i) {
                return junk(trimmed);
            } else if (c == '+' && i > 0) {
                return junk(trimmed);
            }
        }
        if (count == 0) return junk(trimmed);
        BigDecimal value = BigDecimal.valueOf(negative ? -digits : digits, Math.max(0, decimals));
        if (wordStart < 0) return new Amount(value, "");
        return currency(trimmed.substring(wordStart, wordEnd))
                .<AmountRead>map(currency -> new Amount(value, currency))
                .orElseGet(() -> junk(trimmed));
    }

    /// The code of a currency written as code or sign; empty text for a sign that several share.
    static Optional<String> currency(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        return CODES.contains(word) ? Optional.of(word) : Optional.ofNullable(SIGNS.get(word));
    }

    private static NoAmount junk(String text) {
        return new NoAmount("'" + Refusal.shortened(text) + "' is not a number");
    }

    private boolean isGrouping(char c) {
        return c == (comma ? '.' : ',') || c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\'' || c == '\u2019';
    }

    /// Whether a separator at this place is followed by a group of three digits, so that "1,5" never becomes 15.
    private static boolean groups(String text, int separator) {
        int end = separator + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
        return end - separator == 4;
    }

    private static boolean isLetterOrSign(char c) {
        return Character.isLetter(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
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
        while (start > 0 && Character.isDigit(text.charAt(start - 1))) start--;
        int before = last - start;
        return before >= 1 && before <= 3 && text.charAt(start) != '0';
    }
}
