package valentine.health;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.staying.Band;
import valentine.staying.Movement;
import valentine.staying.Reason;
import valentine.staying.Standing;

/// How everybody stands and moved, and the sums of it; every method belongs into the caller's transaction.
@Repository
class StandingTable {
    private static final String BEGIN = "SELECT health.begin_tables()";
    private static final String PUBLISH = "SELECT health.publish_tables()";
    // Primary key.
    private static final String TAKE_OUT = """
            DELETE FROM health.standing
            WHERE customer = ANY (:customers)
            RETURNING band, yearly_value, at_risk
            """;
    // Index on customer.
    private static final String TAKE_MOVEMENTS_OUT = """
            DELETE FROM health.movement
            WHERE customer = ANY (:customers)
            RETURNING month, way, value
            """;
    private static final String CLEAR_TOTAL = "DELETE FROM health.total";
    private static final String CLEAR_PAIL = "DELETE FROM health.pail";
    private static final String ADD_TOTAL = """
            INSERT INTO health.total AS t (band, customers, yearly_value, at_risk)
            VALUES (:band, :customers, :yearly, :at_risk)
            ON CONFLICT (band) DO UPDATE SET customers = t.customers + excluded.customers,
                yearly_value = t.yearly_value + excluded.yearly_value, at_risk = t.at_risk + excluded.at_risk
            """;
    private static final String ADD_PAIL = """
            INSERT INTO health.pail AS p (month, way, customers, value)
            VALUES (:month, :way, :customers, :value)
            ON CONFLICT (month, way) DO UPDATE SET customers = p.customers + excluded.customers,
                value = p.value + excluded.value
            """;
    private static final int FLUSHED_AT = 1 << 16;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;

    StandingTable(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    /// What a row needs beside the standing.
    record Stamp(long run, String scoredAt, LocalDate asOf) {}

    void begin() {
        jdbc.sql(BEGIN).query((_, _) -> true).single();
    }

    /// Puts what was begun in the place of what was there.
    void publish() {
        jdbc.sql(PUBLISH).query((_, _) -> true).single();
        jdbc.sql(CLEAR_TOTAL).update();
        jdbc.sql(CLEAR_PAIL).update();
    }

    Copy standings(boolean everybody) {
        return new Copy("COPY health." + (everybody ? "standing_next" : "standing")
                + " (customer, run, scored_at, as_of, band, staying, staying_before, orders, first_at, last_at,"
                + " expected_orders, expected_value, yearly_value, at_risk, attention, reasons) FROM STDIN");
    }

    Copy movements(boolean everybody) {
        return new Copy("COPY health." + (everybody ? "movement_next" : "movement")
                + " (month, way, customer, value) FROM STDIN");
    }

    /// Forgets how these customers stood and takes it out of the sums.
    void takeOut(Collection<CustomerId> customers, Ledger ledger) {
        Long[] ids = customers.stream().map(CustomerId::value).toArray(Long[]::new);
        jdbc.sql(TAKE_OUT).param("customers", ids).query(row -> {
            ledger.stands(
                    -1,
                    Band.valueOf(row.getString("band").toUpperCase(Locale.ROOT)),
                    row.getBigDecimal("yearly_value"),
                    row.getBigDecimal("at_risk"));
        });
        jdbc.sql(TAKE_MOVEMENTS_OUT).param("customers", ids).query(row -> {
            Movement.Way way = Movement.Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT));
            ledger.moved(-1, new Ledger.Flow(row.getDate("month").toLocalDate(), way), row.getBigDecimal("value"));
        });
    }

    void add(Ledger ledger) {
        ledger.bands.forEach((band, sum) -> jdbc.sql(ADD_TOTAL)
                .param("band", band.key())
                .param("customers", sum.customers())
                .param("yearly", sum.yearly())
                .param("at_risk", sum.atRisk())
                .update());
        ledger.flows.forEach((flow, sum) -> jdbc.sql(ADD_PAIL)
                .param("month", flow.month())
                .param("way", key(flow.way()))
                .param("customers", sum.customers())
                .param("value", sum.yearly())
                .update());
    }

    static String key(Movement.Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    /// Rows on their way into a table, by COPY.
    final class Copy {
        private final String sql;
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream(FLUSHED_AT * 2);

        private Copy(String sql) {
            this.sql = sql;
        }

        void standing(CustomerId customer, Stamp stamp, Standing standing) {
            row(
                    customer.value(),
                    stamp.run(),
                    stamp.scoredAt(),
                    stamp.asOf(),
                    standing.band().key(),
                    standing.staying(),
                    standing.stayingBefore() == null ? "\\N" : standing.stayingBefore(),
                    standing.known().orders(),
                    LocalDate.ofEpochDay(standing.known().first()),
                    LocalDate.ofEpochDay(standing.known().last()),
                    standing.expectedOrders(),
                    Ledger.cents(standing.expectedValue()),
                    Ledger.cents(standing.yearlyValue()),
                    Ledger.cents(standing.atRisk()),
                    standing.attention(),
                    reasons(standing.reasons()));
        }

        void movement(Ledger.Flow flow, CustomerId customer, java.math.BigDecimal value) {
            row(flow.month(), key(flow.way()), customer.value(), value);
        }

        private void row(Object... values) {
            StringBuilder text = new StringBuilder();
            for (Object value : values) {
                text.append(text.isEmpty() ? "" : "\t").append(value);
            }
            rows.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }

        boolean isFull() {
            return rows.size() >= FLUSHED_AT;
        }

        void flush() {
            var connection = DataSourceUtils.getConnection(dataSource);
            try {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
                byte[] bytes = rows.toByteArray();
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                rows.reset();
            } catch (SQLException e) {
                throw new SQLStateSQLExceptionTranslator().translate("Writing standings", sql, e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }

    /// JSON inside the text form of COPY, where a backslash begins an escape.
    private String reasons(List<Reason> reasons) {
        return json.writeValueAsString(reasons).replace("\\", "\\\\");
    }
}
