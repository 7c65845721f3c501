package valentine.customer;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Who a customer is, in one look.
///
/// @param since the day from which the firm says it knows the customer, if it says so
public record Card(
        CustomerId id,
        String name,
        @Nullable Account account,
        @Nullable LocalDate since) {

    /// The company that a customer speaks for.
    public record Account(AccountId id, String name) {}
}
