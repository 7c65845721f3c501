package valentine.reading;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.web.Money;

/// Reads the first amount of money in a phrase: "€30", "30.50 EUR", "$1,200".
final class Amounts {
    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("eur", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("gbp", "GBP"),
            Map.entry("pounds", "GBP"),
            Map.entry("$", "$"),
            Map.entry("usd", "USD"),
            Map.entry("dollars", "$"),
            Map.entry("chf", "CHF"),
            Map.entry("brl", "BRL"),
            Map.entry("reais", "BRL"),
            Map.entry("¥", "JPY"));
    private static final int LONGEST = 12;

    private Amounts() {}

    static Optional<Money> in(List<Token> tokens, int from, int until, String ours) {
        for (int i = from; i < until; i++) {
            if (!tokens.get(i).isNumber()) continue;
            int end = i + 1;
            while (end + 1 < until && end - i < 5 && isInside(tokens, end)) end += 2;
            @Nullable
            String before = i > from ? CURRENCIES.get(tokens.get(i - 1).word()) : null;
            @Nullable
            String after = end < until ? CURRENCIES.get(tokens.get(end).word()) : null;
            @Nullable String code = before != null ? before : after;
            if (code == null
                    && ours.equals("BRL")
                    && i > from
                    && tokens.get(i - 1).is("r")) code = "BRL";
            Optional<BigDecimal> amount = code == null ? Optional.empty() : amount(tokens, i, end);
            if (amount.isPresent()) return Optional.of(new Money(amount.get(), code(code, ours)));
            i = end - 1;
        }
        return Optional.empty();
    }

    private static boolean isInside(List<Token> tokens, int at) {
        boolean point = tokens.get(at).is(".") || tokens.get(at).is(",");
        return point
                && tokens.get(at + 1).isNumber()
                && tokens.get(at - 1).touches(tokens.get(at))
                && tokens.get(at).touches(tokens.get(at + 1));
    }

    // The last part is of coins when it has one or two digits; every other part is of thousands.
    private static Optional<BigDecimal> amount(List<Token> tokens, int from, int until) {
        StringBuilder digits = new StringBuilder();
        for (int i = from; i < until; i += 2) {
            String part = tokens.get(i).word();
            boolean coins = i > from && i + 1 == until && part.length() <= 2;
            digits.append(coins ? "." : "").append(part);
        }
        return digits.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(digits.toString()));
    }

    private static String code(@Nullable String code, String ours) {
        if (code == null) return ours;
        if (!code.equals("$")) return code;
        return Currency.getInstance(ours).getSymbol(java.util.Locale.ENGLISH).contains("$") ? ours : "USD";
    }
}
