package valentine.health;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.staying.Past;
import valentine.team.Firm;

/// Reads purchases out of the history by customer and time, as many as fit through a cursor at once.
@Component
class PurchaseStream {
    private static final int AT_ONCE = 20_000;
    private static final SQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();

    // Index interaction_purchase, without touching the table. Amounts in another currency are never converted: such an
    // order counts without money.
    private static final String SELECTED = """
            SELECT customer, (at AT TIME ZONE ?)::date - DATE '1970-01-01' AS day, kind = 'order' AS is_order,
                CASE WHEN currency IS NULL OR currency = ? THEN coalesce(amount, 0)::float8 ELSE 0 END AS amount
            FROM history.purchase
            WHERE at < (?::date + 1)::timestamp AT TIME ZONE ?
            """;
    private static final String ORDERED = "ORDER BY customer, at";
    private static final String EVERYBODY = SELECTED + ORDERED;
    private static final String SOME = SELECTED + "AND customer = ANY (?)\n" + ORDERED;

    private final DataSource dataSource;

    PurchaseStream(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Purchases, and which customer has which index in them.
    static final class Purchases {
        private final Past past;
        private final long[] customers;

        private Purchases(Past past, long[] customers) {
            this.past = past;
            this.customers = customers;
        }

        Past past() {
            return past;
        }

        int size() {
            return customers.length;
        }

        CustomerId customer(int index) {
            return new CustomerId(customers[index]);
        }
    }

    /// Everybody's purchases until the end of this day, in the caller's transaction.
    Purchases everybody(Firm firm, LocalDate until) {
        return read(EVERYBODY, firm, until, null);
    }

    Purchases of(Collection<CustomerId> customers, Firm firm, LocalDate until) {
        Long[] ids = customers.stream().map(CustomerId::value).toArray(Long[]::new);
        return read(SOME, firm, until, ids);
    }

    private Purchases read(String sql, Firm firm, LocalDate until, Long @Nullable [] ids) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(AT_ONCE);
            statement.setString(1, firm.zone().getId());
            statement.setString(2, firm.currency().getCurrencyCode());
            statement.setDate(3, Date.valueOf(until));
            statement.setString(4, firm.zone().getId());
            if (ids != null) {
                statement.setArray(5, connection.createArrayOf("bigint", ids));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return gather(rows);
            }
        } catch (SQLException e) {
            throw TRANSLATOR.translate("Reading purchases", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static Purchases gather(ResultSet rows) throws SQLException {
        Past.Gathering gathering = new Past.Gathering();
        long[] customers = new long[1024];
        int known = 0;
        while (rows.next()) {
            long customer = rows.getLong(1);
            if (known == 0 || customers[known - 1] != customer) {
                customers = known < customers.length ? customers : Arrays.copyOf(customers, known + (known >> 1));
                customers[known++] = customer;
            }
            gathering.add(known - 1, rows.getInt(2), rows.getDouble(4), rows.getBoolean(3));
        }
        return new Purchases(gathering.past(), Arrays.copyOf(customers, known));
    }
}
