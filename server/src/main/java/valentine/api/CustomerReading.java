package valentine.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.staying.Band;

/// The customers as programs read them, page by page.
@Repository
class CustomerReading {
    private static final String COLUMNS = """
            SELECT c.customer, c.name, c.account, c.account_name, s.band, s.staying, s.last_at
            """;
    // Primary keys of customer and standing.
    private static final String ALL = COLUMNS + """
            FROM customer.card c LEFT JOIN health.standing s ON s.customer = c.customer
            WHERE c.customer > :after
            ORDER BY c.customer
            LIMIT :limit
            """;
    // The index (band, staying, customer) of standing; each card by its primary key.
    private static final String IN_BAND = COLUMNS + """
            FROM health.standing s JOIN customer.card c ON c.customer = s.customer
            WHERE s.band = :band AND (s.staying, s.customer) > (:staying, :after)
            ORDER BY s.staying, s.customer
            LIMIT :limit
            """;
    // Primary keys; a page at most.
    private static final String THESE = COLUMNS + """
            FROM unnest(:customers::bigint[]) WITH ORDINALITY AS asked (customer, place)
            JOIN customer.card c ON c.customer = asked.customer
            LEFT JOIN health.standing s ON s.customer = c.customer
            ORDER BY asked.place
            """;

    private final JdbcClient jdbc;
    private final Handles handles;

    CustomerReading(JdbcClient jdbc, Handles handles) {
        this.jdbc = jdbc;
        this.handles = handles;
    }

    /// A customer as the list and the single answer show him.
    ///
    /// @param id of the head: who was merged into another answers with the other's
    /// @param standing in short; null for who never ordered
    record Customer(
            String id,
            String name,
            @Nullable Account account,
            List<Named> handles,
            @Nullable Brief standing) {
        Customer {
            handles = List.copyOf(handles);
        }
    }

    record Account(String id, String name) {}

    record Named(String kind, String value) {}

    record Brief(String band, double staying, LocalDate lastOrderOn) {}

    List<Customer> all(long after, int limit) {
        return withHandles(jdbc.sql(ALL)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list());
    }

    List<Customer> inBand(Cursor.InBand from, int limit) {
        return withHandles(jdbc.sql(IN_BAND)
                .param("band", from.band().key())
                .param("staying", from.staying())
                .param("after", from.after())
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list());
    }

    /// Those of these customers who are there, in this order.
    List<Customer> these(Collection<CustomerId> customers) {
        return withHandles(jdbc.sql(THESE)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .query((row, _) -> row(row))
                .list());
    }

    private List<Customer> withHandles(List<Row> rows) {
        Map<CustomerId, List<Handle>> known =
                handles.of(rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(row -> row.customer(known.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private record Row(
            CustomerId id,
            String name,
            @Nullable Account account,
            @Nullable Brief standing) {
        Customer customer(List<Handle> handles) {
            return new Customer(
                    Long.toString(id.value()),
                    name,
                    account,
                    handles.stream()
                            .map(handle -> new Named(handle.kind().word(), handle.value()))
                            .toList(),
                    standing);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        String account = row.getString("account_name");
        String band = row.getString("band");
        return new Row(
                new CustomerId(row.getLong("customer")),
                row.getString("name"),
                account == null ? null : new Account(Long.toString(row.getLong("account")), account),
                band == null
                        ? null
                        : new Brief(
                                Band.valueOf(band.toUpperCase(Locale.ROOT)).key(),
                                row.getDouble("staying"),
                                row.getObject("last_at", LocalDate.class)));
    }
}
