package valentine.health;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// The customers of a field of the loyalty map, who bring the most first, page by page.
@Repository
class PlaceList {
    static final int PAGE = 50;

    // The index of place on (field, yearly_value DESC, customer); each card by its primary key.
    private static final String READ = """
            SELECT p.customer, c.name, c.account_name, p.staying, p.fondness, p.yearly_value, p.at_risk
            FROM health.place p JOIN customer.card c ON c.customer = p.customer
            WHERE p.field = :field AND p.yearly_value <= :value AND (p.yearly_value < :value OR p.customer > :after)
            ORDER BY p.yearly_value DESC, p.customer
            LIMIT :limit
            """;
    private static final String VALUE = "SELECT yearly_value FROM health.place WHERE customer = :after";
    private static final BigDecimal HIGHEST = new BigDecimal("100000000000000000");

    private final JdbcClient jdbc;

    PlaceList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param fondness null where nothing is known
    record Row(
            CustomerId customer,
            String name,
            @Nullable String account,
            double staying,
            @Nullable Double fondness,
            BigDecimal yearlyValue,
            BigDecimal atRisk) {}

    /// One row more than a page where there is more; after the customer with this number, 0 for the first page.
    List<Row> read(LoyaltyField field, long after) {
        BigDecimal value = jdbc.sql(VALUE)
                .param("after", after)
                .query((row, _) -> row.getBigDecimal("yearly_value"))
                .optional()
                .orElse(HIGHEST);
        return jdbc.sql(READ)
                .param("field", field.key())
                .param("value", value)
                .param("after", after)
                .param("limit", PAGE + 1)
                .query((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new CustomerId(row.getLong("customer")),
                row.getString("name"),
                row.getString("account_name"),
                row.getDouble("staying"),
                row.getObject("fondness", Double.class),
                row.getBigDecimal("yearly_value"),
                row.getBigDecimal("at_risk"));
    }
}
