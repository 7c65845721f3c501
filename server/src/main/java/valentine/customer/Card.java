package valentine.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a customer is, in one look.
public record Card(CustomerId id, String name, @Nullable Account account, Instant createdAt) {

    /// The company that a customer speaks for.
    public record Account(AccountId id, String name) {}
}
