package valentine.health;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.staying.Band;

/// The customers in an order that an index has, page by page from where the last page ended.
@Repository
class CustomerList {
    static final int PAGE = 50;
    private static final int MOST_FOUND = 200;

    private static final String COLUMNS = """
            SELECT c.customer, c.name, c.account_name, s.band, s.staying, s.last_at, s.yearly_value, s.at_risk
            """;
    // Index customer_name, each standing by its primary key.
    private static final String BY_NAME = COLUMNS + """
            FROM customer.card c LEFT JOIN health.standing s ON s.customer = c.customer
            WHERE (lower(c.name) COLLATE "C", c.customer) > (:value, :after)
            ORDER BY lower(c.name) COLLATE "C", c.customer
            LIMIT :limit
            """;
    private static final String FROM_NAME_Z = COLUMNS + """
            FROM customer.card c LEFT JOIN health.standing s ON s.customer = c.customer
            WHERE :first OR (lower(c.name) COLLATE "C", c.customer) < (:value, :after)
            ORDER BY lower(c.name) COLLATE "C" DESC, c.customer DESC
            LIMIT :limit
            """;
    // The index of the column, alone or within the band; each card by its primary key.
    private static final String BY_STANDING = COLUMNS + """
            FROM health.standing s JOIN customer.card c ON c.customer = s.customer
            WHERE true %1$s %2$s
            ORDER BY s.%3$s %4$s, s.customer %4$s
            LIMIT :limit
            """;
    // Primary key of movement.
    private static final String BY_MOVEMENT = COLUMNS + """
            FROM health.movement m JOIN customer.card c ON c.customer = m.customer
            LEFT JOIN health.standing s ON s.customer = m.customer
            WHERE m.month = :month AND m.way = :way AND m.customer > :after
            ORDER BY m.customer
            LIMIT :limit
            """;
    // Primary keys; a few at most.
    private static final String FOUND = COLUMNS + """
            FROM customer.card c LEFT JOIN health.standing s ON s.customer = c.customer
            WHERE c.customer = ANY (:customers) AND (:band::text IS NULL OR s.band = :band)
            ORDER BY %s
            LIMIT :limit
            """;
    private static final String VALUE = """
            SELECT s.%s AS value
            FROM health.standing s
            WHERE s.customer = :after
            """;
    private static final String NAME = """
            SELECT lower(c.name) AS value
            FROM customer.card c
            WHERE c.customer = :after
            """;
    private static final String ANYBODY = "SELECT EXISTS (SELECT FROM customer.card)";

    private final JdbcClient jdbc;
    private final Customers customers;

    CustomerList(JdbcClient jdbc, Customers customers) {
        this.jdbc = jdbc;
        this.customers = customers;
    }

    /// By what a list can be ordered; each is an index.
    enum Sort {
        NAME("Name", "name", false),
        STAYING("Staying", "staying", false),
        LAST("Last order", "last_at", true),
        VALUE("Yearly value", "yearly_value", true),
        RISK("At risk", "at_risk", true);

        private final String label;
        private final String column;
        private final boolean downFirst;

        Sort(String label, String column, boolean downFirst) {
            this.label = label;
            this.column = column;
            this.downFirst = downFirst;
        }

        String label() {
            return label;
        }

        /// Whether the largest usually stand first.
        boolean downFirst() {
            return downFirst;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param after the last customer of the page before; 0 for the first page
    record Wish(String words, @Nullable Band band, Ledger.@Nullable Flow flow, Sort sort, boolean down, long after) {}

    /// @param stand null for who never ordered
    record Row(
            CustomerId customer,
            String name,
            @Nullable String account,
            @Nullable Stand stand) {}

    record Stand(Band band, double staying, LocalDate last, BigDecimal yearlyValue, BigDecimal atRisk) {}

    /// One row more than a page where there is more.
    List<Row> read(Wish wish) {
        if (!wish.words().isBlank()) {
            return found(wish);
        }
        Ledger.Flow flow = wish.flow();
        if (flow != null) {
            return jdbc.sql(BY_MOVEMENT)
                    .param("month", flow.month())
                    .param("way", StandingTable.key(flow.way()))
                    .param("after", wish.after())
                    .param("limit", PAGE + 1)
                    .query((row, _) -> row(row))
                    .list();
        }
        return wish.sort() == Sort.NAME && wish.band() == null ? byName(wish) : byStanding(wish);
    }

    boolean anybody() {
        return jdbc.sql(ANYBODY).query((row, _) -> row.getBoolean(1)).single();
    }

    private List<Row> found(Wish wish) {
        Long[] ids = customers.search(wish.words(), MOST_FOUND).stream()
                .map(CustomerId::value)
                .toArray(Long[]::new);
        String order = wish.sort() == Sort.NAME ? "lower(c.name) COLLATE \"C\"" : "s." + wish.sort().column;
        Band band = wish.band();
        return jdbc.sql(FOUND.formatted(order + (wish.down() ? " DESC" : "") + " NULLS LAST, c.customer"))
                .param("customers", ids)
                .param("band", band == null ? null : band.key())
                .param("limit", MOST_FOUND)
                .query((row, _) -> row(row))
                .list();
    }

    private List<Row> byName(Wish wish) {
        Optional<Object> value = value(NAME, wish);
        return jdbc.sql(wish.down() ? FROM_NAME_Z : BY_NAME)
                .param("first", value.isEmpty())
                .param("value", value.orElse(""))
                .param("after", value.isEmpty() ? 0 : wish.after())
                .param("limit", PAGE + 1)
                .query((row, _) -> row(row))
                .list();
    }

    private List<Row> byStanding(Wish wish) {
        Sort sort = wish.sort() == Sort.NAME ? Sort.STAYING : wish.sort();
        Optional<Object> value = value(VALUE.formatted(sort.column), wish);
        Map<String, Object> parameters = new HashMap<>();
        Band band = wish.band();
        String inBand = "";
        if (band != null) {
            inBand = "AND s.band = :band";
            parameters.put("band", band.key());
        }
        String beyond = "";
        if (value.isPresent()) {
            beyond = "AND (s." + sort.column + ", s.customer) " + (wish.down() ? "<" : ">") + " (:value, :after)";
            parameters.put("value", value.get());
            parameters.put("after", wish.after());
        }
        parameters.put("limit", PAGE + 1);
        return jdbc.sql(BY_STANDING.formatted(inBand, beyond, sort.column, wish.down() ? "DESC" : "ASC"))
                .params(parameters)
                .query((row, _) -> row(row))
                .list();
    }

    private Optional<Object> value(String sql, Wish wish) {
        if (wish.after() == 0) {
            return Optional.empty();
        }
        return jdbc.sql(sql)
                .param("after", wish.after())
                .query((row, _) -> row.getObject("value"))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        String band = row.getString("band");
        return new Row(
                new CustomerId(row.getLong("customer")),
                row.getString("name"),
                row.getString("account_name"),
                band == null
                        ? null
                        : new Stand(
                                Band.valueOf(band.toUpperCase(Locale.ROOT)),
                                row.getDouble("staying"),
                                row.getDate("last_at").toLocalDate(),
                                row.getBigDecimal("yearly_value"),
                                row.getBigDecimal("at_risk")));
    }
}
