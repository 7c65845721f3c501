package valentine.promise;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.customer.AccountId;
import valentine.customer.CustomerId;

/// To whom something is promised: a customer, a company, or one of its contacts for all of it.
public record Whom(@Nullable CustomerId customer, @Nullable AccountId account) {
    public Whom {
        if (customer == null && account == null) throw new IllegalArgumentException("A promise is made to somebody");
    }

    public static Whom customer(CustomerId id) {
        return new Whom(id, null);
    }

    public static Whom account(AccountId id) {
        return new Whom(null, id);
    }

    Optional<CustomerId> person() {
        return Optional.ofNullable(customer);
    }
}
