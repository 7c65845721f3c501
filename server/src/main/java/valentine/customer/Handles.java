package valentine.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
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
    // Primary keys.
    private static final String OWNER = """
            SELECT c.head
            FROM customer.handle h JOIN customer.customer c ON c.id = h.customer
            WHERE h.kind = :kind AND h.value = :value
            """;
    // Primary keys.
    private static final String OWNERS = """
            SELECT h.kind, h.value, c.head
            FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS given (kind, value)
            JOIN customer.handle h ON h.kind = given.kind AND h.value = given.value
            JOIN customer.customer c ON c.id = h.customer
            """;
    // Primary keys.
    private static final String SURE_OWNER = """
            SELECT c.head
            FROM customer.handle h JOIN customer.customer c ON c.id = h.customer
            WHERE h.kind = :kind AND h.value = :value AND h.verified
              AND (h.customer = h.profile OR EXISTS (
                  SELECT FROM customer.link l WHERE l.kind = h.kind AND l.value = h.value AND NOT l.claimed))
            """;
    // Indexes customer_head and handle_customer.
    private static final String OF_MANY = """
            SELECT c.head, h.kind, h.value
            FROM customer.customer c JOIN customer.handle h ON h.customer = c.id
            WHERE c.head = ANY (:customers)
            ORDER BY c.head, array_position(ARRAY['email', 'phone', 'external', 'anonymous'], h.kind), h.value
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
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .optional();
    }

    /// Whose each of these is; those of nobody are not in it.
    public Map<Handle, CustomerId> owners(Collection<Handle> asked) {
        if (asked.isEmpty()) return Map.of();
        Map<Handle, CustomerId> owners = new HashMap<>();
        jdbc.sql(OWNERS)
                .param("kinds", asked.stream().map(one -> one.kind().word()).toArray(String[]::new))
                .param("values", asked.stream().map(Handle::value).toArray(String[]::new))
                .query(row -> {
                    owners.put(handle(row), new CustomerId(row.getLong("head")));
                });
        return owners;
    }

    /// The same, but only where our own programs, files or people said so: what a browser claims lets nobody in.
    public Optional<CustomerId> sureOwner(Handle handle) {
        return jdbc.sql(SURE_OWNER)
                .param("kind", handle.kind().word())
                .param("value", handle.value())
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .optional();
    }

    /// The handles of each of these customers; who has none is not in it.
    public Map<CustomerId, List<Handle>> of(Collection<CustomerId> customers) {
        Map<CustomerId, List<Handle>> handles = new HashMap<>();
        jdbc.sql(OF_MANY)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .query(row -> {
                    handles.computeIfAbsent(new CustomerId(row.getLong("head")), _ -> new ArrayList<>())
                            .add(handle(row));
                });
        return handles;
    }

    private static Handle handle(ResultSet row) throws SQLException {
        Handle.Kind kind = Handle.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        return new Handle(kind, row.getString("value"));
    }
}
