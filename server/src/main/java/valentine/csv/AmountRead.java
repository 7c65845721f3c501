package valentine.csv;

import java.math.BigDecimal;

/// What a text turned out to be as an amount: a number, perhaps with a currency, or no amount and why.
sealed interface AmountRead {
    /// @param currency a code of three letters, empty where the text names none
    record Amount(BigDecimal value, String currency) implements AmountRead {}

    record NoAmount(String sentence) implements AmountRead {}
}
