package valentine.health;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.staying.Past;
import valentine.team.Firm;

/// Reads purchases out of the history by customer and time, as many as fit through a cursor at once, with what these
/// customers let us know of how they feel.
@Component
public class PurchaseStream {
    private static final int AT_ONCE = 20_000;
    private static final SQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();

    // Index interaction_purchase, without touching the table. Amounts in another currency are never converted: such an
    // order counts without money.
    private static final String EVERYBODY = """
            SELECT customer, (at AT TIME ZONE ?)::date - DATE '1970-01-01' AS day, kind = 'order' AS is_order,
                CASE WHEN currency IS NULL OR currency = ? THEN coalesce(amount, 0)::float8 ELSE 0 END AS amount
            FROM history.purchase
            WHERE at < (?::date + 1)::timestamp AT TIME ZONE ?
            ORDER BY customer, at
            """;
    // Index customer_head, for each profile interaction_purchase.
    private static final String SOME = """
            SELECT p.head, (h.at AT TIME ZONE ?)::date - DATE '1970-01-01' AS day, h.kind = 'order' AS is_order,
                CASE WHEN h.currency IS NULL OR h.currency = ? THEN coalesce(h.amount, 0)::float8 ELSE 0 END AS amount
            FROM customer.profile p JOIN history.purchase h ON h.customer = p.profile
            WHERE h.at < (?::date + 1)::timestamp AT TIME ZONE ? AND p.head = ANY (?)
            ORDER BY p.head, h.at
            """;
    // Primary key.
    private static final String HEADS = """
            SELECT p.head
            FROM customer.profile p
            WHERE p.profile = ANY (:profiles)
            """;
    // All profiles once, for each that is part of another interaction_purchase. Most are visitors, who buy under the
    // name of the customer that they turn out to be.
    private static final String JOINED = """
            SELECT p.profile, p.head
            FROM customer.profile p
            WHERE p.head <> p.profile AND EXISTS (SELECT FROM history.purchase h WHERE h.customer = p.profile)
            """;

    // The primary keys of evidence and of profiles.
    private static final String EVERY_PIECE = """
            SELECT p.head, (e.at AT TIME ZONE ?)::date - DATE '1970-01-01' AS day, e.share::float8 AS share
            FROM fondness.piece e JOIN customer.profile p ON p.profile = e.customer
            WHERE e.at < (?::date + 1)::timestamp AT TIME ZONE ?
            ORDER BY p.head, e.at
            """;
    // Index customer_head, for each profile the primary key of evidence.
    private static final String SOME_PIECES = """
            SELECT p.head, (e.at AT TIME ZONE ?)::date - DATE '1970-01-01' AS day, e.share::float8 AS share
            FROM customer.profile p JOIN fondness.piece e ON e.customer = p.profile
            WHERE e.at < (?::date + 1)::timestamp AT TIME ZONE ? AND p.head = ANY (?)
            ORDER BY p.head, e.at
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    PurchaseStream(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /// Purchases, and which customer has which index in them.
    public static final class Purchases {
        private final Past past;
        private final long[] customers;

        private Purchases(Past past, long[] customers, Heard heard) {
            this.past = heard.isNothing() ? past : past.with(heard.signals(customers));
            this.customers = customers;
        }

        public Past past() {
            return past;
        }

        public int size() {
            return customers.length;
        }

        public CustomerId customer(int index) {
            return new CustomerId(customers[index]);
        }
    }

    /// The day whose end we stand at: today, or the last day of a history that has ended.
    public static LocalDate asOf(LocalDate today, Past past) {
        return Run.asOf(today, LocalDate.ofEpochDay(past.lastDay()));
    }

    /// Everybody's purchases until the end of this day, in the caller's transaction.
    public Purchases everybody(Firm firm, LocalDate until) {
        return purchases(read(EVERYBODY, firm, until, null, joined()), pieces(EVERY_PIECE, firm, until, null));
    }

    /// Whose profiles these are.
    Set<CustomerId> heads(Collection<CustomerId> profiles) {
        return new HashSet<>(jdbc.sql(HEADS)
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new))
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .list());
    }

    /// The purchases of these customers with all their profiles.
    Purchases of(Collection<CustomerId> customers, Firm firm, LocalDate until) {
        Long[] ids = customers.stream().map(CustomerId::value).toArray(Long[]::new);
        return purchases(read(SOME, firm, until, ids, Map.of()), pieces(SOME_PIECES, firm, until, ids));
    }

    /// Each profile of a customer who buys under several, with that customer.
    private Map<Long, Long> joined() {
        Map<Long, Long> heads = new HashMap<>();
        jdbc.sql(JOINED).query(row -> {
            heads.put(row.getLong("profile"), row.getLong("head"));
            heads.put(row.getLong("head"), row.getLong("head"));
        });
        return heads;
    }

    private static Purchases purchases(Gathered gathered, Heard heard) {
        return new Purchases(gathered.past.past(), Arrays.copyOf(gathered.customers, gathered.known), heard);
    }

    private Gathered read(String sql, Firm firm, LocalDate until, Long @Nullable [] ids, Map<Long, Long> heads) {
        return query(
                sql,
                statement -> {
                    statement.setString(1, firm.zone().getId());
                    statement.setString(2, firm.currency().getCurrencyCode());
                    until(statement, 3, firm, until, ids);
                },
                rows -> gather(rows, heads));
    }

    private Heard pieces(String sql, Firm firm, LocalDate until, Long @Nullable [] ids) {
        return query(
                sql,
                statement -> {
                    statement.setString(1, firm.zone().getId());
                    until(statement, 2, firm, until, ids);
                },
                rows -> {
                    Heard.Gathering heard = new Heard.Gathering();
                    while (rows.next()) heard.add(rows.getLong(1), rows.getInt(2), rows.getDouble(3));
                    return heard.heard();
                });
    }

    private static void until(PreparedStatement statement, int place, Firm firm, LocalDate until, Long @Nullable [] ids)
            throws SQLException {
        statement.setDate(place, Date.valueOf(until));
        statement.setString(place + 1, firm.zone().getId());
        if (ids != null) {
            statement.setArray(place + 2, statement.getConnection().createArrayOf("bigint", ids));
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Binding binding, Reading<T> reading) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(AT_ONCE);
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        } catch (SQLException e) {
            throw TRANSLATOR.translate("Reading purchases", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /// Who has several profiles comes last, so that all that is gathered stands in order.
    private static Gathered gather(ResultSet rows, Map<Long, Long> heads) throws SQLException {
        Gathered gathered = new Gathered();
        List<Purchase> apart = new ArrayList<>();
        while (rows.next()) {
            Long head = heads.isEmpty() ? null : heads.get(rows.getLong(1));
            if (head == null) {
                gathered.add(rows.getLong(1), rows.getInt(2), rows.getDouble(4), rows.getBoolean(3));
            } else {
                apart.add(new Purchase(head, rows.getInt(2), rows.getDouble(4), rows.getBoolean(3)));
            }
        }
        apart.sort(Comparator.comparingLong(Purchase::customer).thenComparingInt(Purchase::day));
        for (Purchase purchase : apart) {
            gathered.add(purchase.customer(), purchase.day(), purchase.amount(), purchase.isOrder());
        }
        return gathered;
    }

    private record Purchase(long customer, int day, double amount, boolean isOrder) {}

    /// Purchases by customer, and the numbers of these customers.
    private static final class Gathered {
        private final Past.Gathering past = new Past.Gathering();
        private long[] customers = new long[1024];
        private int known;

        void add(long customer, int day, double amount, boolean isOrder) {
            if (known == 0 || customers[known - 1] != customer) {
                customers = known < customers.length ? customers : Arrays.copyOf(customers, known + (known >> 1));
                customers[known++] = customer;
            }
            past.add(known - 1, day, amount, isOrder);
        }
    }
}
