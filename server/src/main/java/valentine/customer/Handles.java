package valentine.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// By what the customers are known, for many at once.
@Service
public class Handles {
    // Primary key (kind, value).
    private static final String OWNER = """
            SELECT customer
            FROM customer.handle
            WHERE kind = :kind AND value = :value
            """;
    // Index handle_customer.
    private static final String OF_MANY = """
            SELECT customer, kind, value
            FROM customer.handle
            WHERE customer = ANY (:customers)
            ORDER BY customer, array_position(ARRAY['email', 'phone', 'external', 'anonymous'], kind), value
            """;

    private final JdbcClient jdbc;

    Handles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whose handle this is.
    public Optional<CustomerId> owner(Handle handle) {
        return jdbc.sql(OWNER)
                .param("kind", handle.kind().word())
                .param("value", handle.value())
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .optional();
    }

    /// The handles of each of these customers; who has none is not in it.
    public Map<CustomerId, List<Handle>> of(Collection<CustomerId> customers) {
        Map<CustomerId, List<Handle>> handles = new HashMap<>();
        jdbc.sql(OF_MANY)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .query(row -> {
                    Handle.Kind kind = Handle.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
                    handles.computeIfAbsent(new CustomerId(row.getLong("customer")), _ -> new ArrayList<>())
                            .add(new Handle(kind, row.getString("value")));
                });
        return handles;
    }
}
