package valentine.api;

import java.math.BigDecimal;
import java.util.Currency;

/// Money as programs read it: exact, as text, never without its currency.
record Sum(String amount, String currency) {
    private static final int USUAL_COINS = 2;

    static Sum of(BigDecimal amount, String currency) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return new Sum(
                shortest.setScale(Math.max(coins(currency), shortest.scale())).toPlainString(), currency);
    }

    private static int coins(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException _) {
            return USUAL_COINS;
        }
    }
}
