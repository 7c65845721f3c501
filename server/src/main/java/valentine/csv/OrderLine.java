package valentine.csv;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One line of an order: who, when, what, how much. Texts are stripped and empty where the file says nothing.
///
/// @param order the order or invoice number, empty where the file has none
/// @param quantity null where unknown
/// @param amount the value of the whole line; null where the file does not tell
/// @param currency a code of three letters, empty where unknown
public record OrderLine(
        long record,
        long line,
        String customer,
        When at,
        String order,
        String product,
        String description,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal unitPrice,
        @Nullable BigDecimal amount,
        String currency,
        String country,
        String email,
        String name)
        implements OrderRow {

    /// Whether something came back: a negative quantity or amount.
    public boolean isReturn() {
        return (quantity != null && quantity.signum() < 0) || (amount != null && amount.signum() < 0);
    }
}
