package valentine.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/// Money as people read it.
public record Money(BigDecimal amount, String currency) {
    public Money(BigDecimal amount, Currency currency) {
        this(amount, currency.getCurrencyCode());
    }

    /// To the smallest coin: `£1,234.50`.
    public String exact() {
        return said(amount, -1);
    }

    /// Without coins: `£1,235`.
    public String about() {
        return said(amount.setScale(0, RoundingMode.HALF_UP), 0);
    }

    private String said(BigDecimal value, int digits) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
        try {
            Currency known = Currency.getInstance(currency);
            format.setCurrency(known);
            int coins = digits < 0 ? Math.max(0, known.getDefaultFractionDigits()) : digits;
            format.setMinimumFractionDigits(coins);
            format.setMaximumFractionDigits(coins);
            return format.format(value).replace('-', '−');
        } catch (IllegalArgumentException e) {
            // A file may name a currency that this Java does not know: then its code is the best we can say.
            return NumberFormat.getNumberInstance(Locale.ENGLISH).format(value).replace('-', '−') + " " + currency;
        }
    }
}
