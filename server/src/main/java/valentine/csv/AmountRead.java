package valentine.csv;

import java.math.BigDecimal;

/// What a text turned out to be as an amount: a number, perhaps with a currency, or no amount and why.
sealed interface AmountRead {
    /// A number, and the currency written beside it: a code of three letters, or empty.
    record Amount(BigDecimal value, String currency) implements AmountRead {}

    record NoAmount(String sentence) implements AmountRead {}
}
