package valentine.fondness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/// Reads evidence by customer and time, as much as fits through a cursor at once, in the caller's transaction.
@Component
class EvidenceStream {
    private static final int AT_ONCE = 20_000;
    private static final SQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();

    // The primary key, without touching the table.
    private static final String EVERYBODY = """
            SELECT customer, at, kind, share, id
            FROM fondness.evidence
            WHERE at < ?
            ORDER BY customer, at, id
            """;
    // Index customer_head, for each profile the primary key.
    private static final String SOME = """
            SELECT p.head, e.at, e.kind, e.share, e.id
            FROM customer.profile p JOIN fondness.evidence e ON e.customer = p.profile
            WHERE e.at < ? AND p.head = ANY (?)
            ORDER BY p.head, e.at, e.id
            """;
    // Primary key.
    private static final String HEADS = """
            SELECT p.head
            FROM customer.profile p
            WHERE p.profile = ANY (:profiles)
            """;
    // The primary key, without touching the table.
    private static final String COUNT = "SELECT count(*) AS pieces FROM fondness.evidence WHERE at < :until";
    // All profiles once, for each that is part of another the primary key of evidence.
    private static final String JOINED = """
            SELECT p.profile, p.head
            FROM customer.profile p
            WHERE p.head <> p.profile AND EXISTS (SELECT FROM fondness.evidence e WHERE e.customer = p.profile)
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    EvidenceStream(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /// Everybody's evidence before this moment.
    Gathered everybody(Instant until) {
        return read(EVERYBODY, until, null, joined());
    }

    /// The evidence of these customers with all their profiles.
    Gathered of(Collection<CustomerId> customers, Instant until) {
        return read(SOME, until, ids(customers), Map.of());
    }

    long count(Instant until) {
        return jdbc.sql(COUNT)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong("pieces"))
                .single();
    }

    /// Whose profiles these are.
    Set<CustomerId> heads(Collection<CustomerId> profiles) {
        return new HashSet<>(jdbc.sql(HEADS)
                .param("profiles", ids(profiles))
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .list());
    }

    private static Long[] ids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).toArray(Long[]::new);
    }

    private Map<Long, Long> joined() {
        Map<Long, Long> heads = new HashMap<>();
        jdbc.sql(JOINED).query(row -> {
            heads.put(row.getLong("profile"), row.getLong("head"));
            heads.put(row.getLong("head"), row.getLong("head"));
        });
        return heads;
    }

    private Gathered read(String sql, Instant until, Long @Nullable [] ids, Map<Long, Long> heads) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(AT_ONCE);
            statement.setObject(1, until.atOffset(ZoneOffset.UTC));
            if (ids != null) {
                statement.setArray(2, connection.createArrayOf("bigint", ids));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return gather(rows, heads);
            }
        } catch (SQLException e) {
            throw TRANSLATOR.translate("Reading evidence", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private record Row(long customer, Instant at, EvidenceKind kind, double share, long id) {}

    /// Who has several profiles comes last, so that all that is gathered stands in order.
    private static Gathered gather(ResultSet rows, Map<Long, Long> heads) throws SQLException {
        Gathered.Gathering gathering = new Gathered.Gathering();
        List<Row> apart = new ArrayList<>();
        while (rows.next()) {
            long customer = rows.getLong(1);
            Instant at = rows.getObject(2, OffsetDateTime.class).toInstant();
            EvidenceKind kind = EvidenceKind.of(rows.getString(3));
            double share = rows.getDouble(4);
            long id = rows.getLong(5);
            Long head = heads.isEmpty() ? null : heads.get(customer);
            if (head == null) {
                gathering.add(customer, at, kind, share, id);
            } else {
                apart.add(new Row(head, at, kind, share, id));
            }
        }
        apart.sort(
                Comparator.comparingLong(Row::customer).thenComparing(Row::at).thenComparingLong(Row::id));
        apart.forEach(row -> gathering.add(row.customer(), row.at(), row.kind(), row.share(), row.id()));
        return gathering.gathered();
    }
}
