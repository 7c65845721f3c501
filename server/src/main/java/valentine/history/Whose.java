package valentine.history;

import valentine.customer.AccountId;
import valentine.customer.CustomerId;

/// Whose timeline it is: one customer's, or that of all contacts of an account.
sealed interface Whose {
    record Customer(CustomerId id) implements Whose {}

    record Account(AccountId id) implements Whose {}

    /// The page that it stands on.
    default String path() {
        return switch (this) {
            case Customer(var id) -> "/customers/" + id.value();
            case Account(var id) -> "/accounts/" + id.value();
        };
    }

    default long number() {
        return switch (this) {
            case Customer(var id) -> id.value();
            case Account(var id) -> id.value();
        };
    }
}
