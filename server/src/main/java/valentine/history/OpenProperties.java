package valentine.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.OpenPlace;
import valentine.transparency.Redaction;
import valentine.transparency.SensitiveKind;

/// The properties of what happened: sensitive ones are taken out, as they are when something comes today.
@Component
class OpenProperties implements OpenPlace {
    private static final int ROWS_FOR_ONE = 4;

    // Primary key.
    private static final String SOME = """
            SELECT customer, at, id, properties FROM history.interaction
            WHERE (customer, at, id) > (:customer, CAST(:at AS timestamptz), :id)
            ORDER BY customer, at, id
            LIMIT :most
            """;
    private static final String LAST = "SELECT coalesce(max(customer), 0) FROM history.interaction";
    private static final String WRITE = """
            UPDATE history.interaction SET properties = CAST(:properties AS jsonb)
            WHERE customer = :customer AND at = :at AND id = :id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OpenProperties(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(long customer, OffsetDateTime at, long id, String properties) {
        private static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("customer"),
                    row.getObject("at", OffsetDateTime.class),
                    row.getLong("id"),
                    row.getString("properties"));
        }

        private String position() {
            return customer + " " + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at) + " " + id;
        }
    }

    @Override
    public String key() {
        return "history";
    }

    @Override
    public String what() {
        return "What happened: properties of events and of rows of files";
    }

    @Override
    public Step step(String kind, String from, int most) {
        SensitiveKind wanted = SensitiveKind.of(kind).orElseThrow();
        String[] place = from.isEmpty() ? new String[] {"0", "-infinity", "0"} : from.split(" ", -1);
        List<Row> rows = jdbc.sql(SOME)
                .param("customer", Long.parseLong(place[0]))
                .param("at", place[1])
                .param("id", Long.parseLong(place[2]))
                .param("most", most * ROWS_FOR_ONE)
                .query((row, _) -> Row.of(row))
                .list();
        if (rows.isEmpty()) return new Step(null, 0, 0, 1);
        long found = 0;
        for (Row row : rows) {
            JsonNode said = json.readTree(row.properties());
            JsonNode open = Redaction.of(said, wanted);
            if (open.equals(said)) continue;
            jdbc.sql(WRITE)
                    .param("properties", json.writeValueAsString(open))
                    .param("customer", row.customer())
                    .param("at", row.at())
                    .param("id", row.id())
                    .update();
            found++;
        }
        long last = jdbc.sql(LAST).query((row, _) -> row.getLong(1)).single();
        return new Step(
                rows.getLast().position(),
                rows.size(),
                found,
                (double) rows.getLast().customer() / Math.max(1, last));
    }
}
