package valentine.duplicate;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// Under which keys everybody was compared, and who waits to be.
@Repository
class SeenTable {
    private static final int FULL = 1 << 16;

    private static final String EMPTY = "TRUNCATE duplicate.seen";
    private static final String COPY = "COPY duplicate.seen (customer, keys) FROM STDIN";
    private static final String DROP_INDEX = "DROP INDEX duplicate.seen_keys";
    // All at once it is made several times faster than row by row.
    private static final String INDEX =
            "CREATE INDEX seen_keys ON duplicate.seen USING gin (keys) WITH (fastupdate = off)";
    private static final String SEE = """
            INSERT INTO duplicate.seen (customer, keys) VALUES (:customer, :keys)
            ON CONFLICT (customer) DO UPDATE SET keys = excluded.keys
            """;
    // Index seen_keys, once for each key; a group that is too large to compare is left to the night.
    private static final String WITH = """
            SELECT DISTINCT found.customer
            FROM unnest(CAST(:keys AS bigint[])) AS given (key)
            CROSS JOIN LATERAL (
                SELECT s.customer FROM duplicate.seen s WHERE s.keys @> ARRAY[given.key] LIMIT :limit) found
            """;
    private static final String WAIT = """
            INSERT INTO duplicate.waiting (customer)
            SELECT DISTINCT p.head
            FROM unnest(CAST(:customers AS bigint[])) AS given (customer)
            JOIN customer.profile p ON p.profile = given.customer
            ON CONFLICT (customer) DO UPDATE SET tx = excluded.tx
            """;
    private static final String WAITING = "SELECT customer FROM duplicate.waiting ORDER BY customer LIMIT :limit";
    private static final String DONE = "DELETE FROM duplicate.waiting WHERE customer = ANY (:customers)";
    // What was committed before the reading began was read.
    private static final String DONE_BEFORE = "DELETE FROM duplicate.waiting WHERE tx < :tx::xid8";
    private static final String NOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx";

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    SeenTable(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /// Until which transaction everything can be seen by now.
    String now() {
        return jdbc.sql(NOW).query((row, _) -> row.getString("tx")).single();
    }

    void replace(Portraits portraits) {
        jdbc.sql(EMPTY).update();
        jdbc.sql(DROP_INDEX).update();
        copy(portraits);
        jdbc.sql(INDEX).update();
    }

    void see(CustomerId customer, List<Long> keys) {
        jdbc.sql(SEE)
                .param("customer", customer.value())
                .param("keys", keys.toArray(Long[]::new))
                .update();
    }

    List<CustomerId> with(Collection<Long> keys, int limit) {
        return jdbc.sql(WITH)
                .param("keys", keys.toArray(Long[]::new))
                .param("limit", limit)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list();
    }

    void wait(Collection<CustomerId> customers) {
        jdbc.sql(WAIT).param("customers", ids(customers)).update();
    }

    List<CustomerId> waiting(int limit) {
        return jdbc.sql(WAITING)
                .param("limit", limit)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list();
    }

    void done(Collection<CustomerId> customers) {
        jdbc.sql(DONE).param("customers", ids(customers)).update();
    }

    void doneBefore(String tx) {
        jdbc.sql(DONE_BEFORE).param("tx", tx).update();
    }

    private static Long[] ids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).toArray(Long[]::new);
    }

    private void copy(Portraits portraits) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            try {
                StringBuilder text = new StringBuilder(FULL + 1024);
                for (int i = 0; i < portraits.size(); i++) {
                    text.append(portraits.customer(i)).append("\t{");
                    for (int place = 0; place < portraits.keys(i); place++) {
                        if (place > 0) text.append(',');
                        text.append(portraits.key(i, place));
                    }
                    text.append("}\n");
                    if (text.length() >= FULL) write(copy, text);
                }
                write(copy, text);
                copy.endCopy();
            } finally {
                if (copy.isActive()) copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The keys could not be written", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void write(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }
}
