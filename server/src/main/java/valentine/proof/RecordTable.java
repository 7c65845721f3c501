package valentine.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import valentine.backtest.TrackRecord;
import valentine.customer.CustomerId;
import valentine.models.Share;

/// Track records, and the forecasts of their latest cut.
@Repository
class RecordTable {
    private static final String LATEST = """
            SELECT id, horizon_days, zone, currency, finished_at, millis, cut, ahead_days, one_in
            FROM proof.record
            ORDER BY id DESC
            LIMIT 1
            """;
    private static final String RECORD = "SELECT record FROM proof.record WHERE id = :id";
    private static final String ADD = """
            INSERT INTO proof.record
                (as_of, horizon_days, zone, currency, finished_at, millis, cut, ahead_days, one_in, record)
            VALUES (:as_of, :horizon, :zone, :currency, :finished, :millis, :cut, :ahead, :one_in, :record::jsonb)
            RETURNING id
            """;
    private static final String FORGET_OTHERS = "DELETE FROM proof.record WHERE id < :id";
    private static final String COPY =
            "COPY proof.forecast (record, customer, staying, orders, silence, came) FROM STDIN";
    // Index forecast_staying, from the chance upwards and downwards.
    private static final String NEAREST = """
            WITH above AS (
                SELECT customer, staying, orders, silence, came
                FROM proof.forecast
                WHERE record = :record AND staying >= :staying AND staying <= :staying + :far
                ORDER BY staying, customer
                LIMIT :side
            ), below AS (
                SELECT customer, staying, orders, silence, came
                FROM proof.forecast
                WHERE record = :record AND staying < :staying AND staying >= :staying - :far
                ORDER BY staying DESC, customer DESC
                LIMIT :side
            )
            SELECT f.customer, c.name, f.staying, f.orders, f.silence, f.came
            FROM (SELECT * FROM above UNION ALL SELECT * FROM below) f
            JOIN customer.profile p ON p.profile = f.customer
            JOIN customer.card c ON c.customer = p.head
            """;
    private static final int FLUSHED_AT = 1 << 20;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;

    RecordTable(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    /// What we would have told of a customer, on what, and what came.
    record Forecast(CustomerId customer, String name, double staying, int orders, int silence, boolean came) {
        static Share came(List<Forecast> forecasts) {
            return Share.of(forecasts.stream().filter(Forecast::came).count(), forecasts.size());
        }
    }

    Optional<Kept> latest() {
        return jdbc.sql(LATEST)
                .query((row, _) -> new Kept(
                        row.getLong("id"),
                        row.getInt("horizon_days"),
                        row.getString("zone"),
                        row.getString("currency"),
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getLong("millis"),
                        row.getObject("cut", LocalDate.class),
                        row.getInt("ahead_days"),
                        row.getInt("one_in")))
                .optional();
    }

    /// What a track record says.
    Optional<TrackRecord> record(long id) {
        return jdbc.sql(RECORD)
                .param("id", id)
                .query((row, _) -> json.readValue(row.getString("record"), TrackRecord.class))
                .optional();
    }

    /// Keeps it in the place of those before, and says its number; the one in the record is not looked at.
    long add(Kept kept, TrackRecord record, LocalDate asOf) {
        long id = jdbc.sql(ADD)
                .param("as_of", asOf)
                .param("horizon", kept.horizon())
                .param("zone", kept.zone())
                .param("currency", kept.currency())
                .param("finished", kept.finishedAt().atOffset(ZoneOffset.UTC))
                .param("millis", kept.millis())
                .param("cut", kept.cut())
                .param("ahead", kept.ahead())
                .param("one_in", kept.oneIn())
                .param("record", json.writeValueAsString(record))
                .query((row, _) -> row.getLong("id"))
                .single();
        jdbc.sql(FORGET_OTHERS).param("id", id).update();
        return id;
    }

    /// Those with the nearest chance, as many from each side, and none further away.
    List<Forecast> nearest(long record, double staying, int side, double far) {
        return jdbc.sql(NEAREST)
                .param("record", record)
                .param("staying", staying)
                .param("side", side)
                .param("far", far)
                .query((row, _) -> new Forecast(
                        new CustomerId(row.getLong("customer")),
                        row.getString("name"),
                        row.getDouble("staying"),
                        row.getInt("orders"),
                        row.getInt("silence"),
                        row.getBoolean("came")))
                .list();
    }

    Rows rows(long record) {
        return new Rows(record);
    }

    /// Forecasts on their way into the table, by COPY.
    final class Rows {
        private final long record;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream(FLUSHED_AT * 2);

        private Rows(long record) {
            this.record = record;
        }

        void add(CustomerId customer, double staying, int orders, int silence, boolean came) {
            String row = record + "\t" + customer.value() + "\t" + staying + "\t" + orders + "\t" + silence + "\t"
                    + came + "\n";
            text.writeBytes(row.getBytes(StandardCharsets.US_ASCII));
            if (text.size() > FLUSHED_AT) flush();
        }

        void flush() {
            if (text.size() == 0) return;
            var connection = DataSourceUtils.getConnection(dataSource);
            try {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
                copy.writeToCopy(text.toByteArray(), 0, text.size());
                copy.endCopy();
                text.reset();
            } catch (SQLException e) {
                throw new SQLStateSQLExceptionTranslator().translate("Keeping forecasts", COPY, e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }
}
