package valentine.fondness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// How fond everybody is; every method that writes belongs into the caller's transaction.
@Repository
class FeelingTable {
    private static final int FLUSHED_AT = 1 << 16;
    private static final String BEGIN = "SELECT fondness.begin_table()";
    private static final String PUBLISH = "SELECT fondness.publish_table()";
    // Primary key.
    private static final String TAKE_OUT = "DELETE FROM fondness.standing WHERE customer = ANY (:customers)";
    private static final String OF = """
            SELECT chance, low, high, pieces, worth, last_at, pull, why
            FROM fondness.standing
            WHERE customer = :customer
            """;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;

    FeelingTable(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    Optional<Feeling> of(CustomerId customer) {
        return jdbc.sql(OF)
                .param("customer", customer.value())
                .query((row, _) -> feeling(row))
                .optional();
    }

    void begin() {
        jdbc.sql(BEGIN).query((_, _) -> true).single();
    }

    /// Puts what was begun in the place of what was there.
    void publish() {
        jdbc.sql(PUBLISH).query((_, _) -> true).single();
    }

    /// Forgets how fond these were.
    void takeOut(Collection<CustomerId> customers) {
        jdbc.sql(TAKE_OUT)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
    }

    Copy rows(boolean everybody) {
        return new Copy("COPY fondness." + (everybody ? "standing_next" : "standing")
                + " (customer, chance, low, high, pieces, worth, last_at, pull, why, run) FROM STDIN");
    }

    private Feeling feeling(ResultSet row) throws SQLException {
        return new Feeling(
                row.getDouble("chance"),
                row.getDouble("low"),
                row.getDouble("high"),
                row.getInt("pieces"),
                row.getDouble("worth"),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getDouble("pull"),
                List.of(json.readValue(row.getString("why"), Feeling.Moved[].class)));
    }

    /// Rows on their way into the table, by COPY.
    final class Copy {
        private final String sql;
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream(FLUSHED_AT * 2);

        private Copy(String sql) {
            this.sql = sql;
        }

        void add(CustomerId customer, Feeling feeling, long run) {
            String row = String.join(
                    "\t",
                    Long.toString(customer.value()),
                    Double.toString(feeling.chance()),
                    Double.toString(feeling.low()),
                    Double.toString(feeling.high()),
                    Integer.toString(feeling.pieces()),
                    Double.toString(feeling.worth()),
                    feeling.lastAt().toString(),
                    Double.toString(feeling.pull()),
                    json.writeValueAsString(feeling.moved()),
                    Long.toString(run));
            rows.writeBytes((row + "\n").getBytes(StandardCharsets.UTF_8));
            if (rows.size() >= FLUSHED_AT) flush();
        }

        void flush() {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
                byte[] bytes = rows.toByteArray();
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                rows.reset();
            } catch (SQLException e) {
                throw new SQLStateSQLExceptionTranslator().translate("Writing feelings", sql, e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }
}
