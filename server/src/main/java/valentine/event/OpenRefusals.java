package valentine.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import valentine.customer.OpenPlace;
import valentine.transparency.Redaction;
import valentine.transparency.SensitiveKind;

/// Messages in the quarantine, and what stood around them: sensitive fields are taken out, as they are when one is
/// refused today.
@Component
class OpenRefusals implements OpenPlace {
    // Index quarantine_waiting; what waits no more is empty.
    private static final String SOME = """
            SELECT q.id, q.source, q.body, encode(q.envelope, 'hex') AS envelope, e.text AS around
            FROM event.quarantine q LEFT JOIN event.envelope e ON e.digest = q.envelope
            WHERE q.ended_at IS NULL AND q.id > :from
            ORDER BY q.id
            LIMIT :most
            """;
    private static final String LAST = "SELECT coalesce(max(id), 0) FROM event.quarantine WHERE ended_at IS NULL";
    private static final String WRITE = "UPDATE event.quarantine SET body = :body WHERE id = :id";
    private static final String WRITE_AROUND =
            "UPDATE event.envelope SET text = :text WHERE digest = decode(:digest, 'hex')";
    private static final String HOLD = "UPDATE event.source SET held = greatest(0, held + :bytes) WHERE id = :source";

    private final JdbcClient jdbc;

    OpenRefusals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long id, int source, String body, String envelope, String around) {}

    @Override
    public String key() {
        return "quarantine";
    }

    @Override
    public String what() {
        return "Refused messages of programs";
    }

    @Override
    public Step step(String kind, String from, int most) {
        SensitiveKind wanted = SensitiveKind.of(kind).orElseThrow();
        List<Row> rows = jdbc.sql(SOME)
                .param("from", from.isEmpty() ? 0 : Long.parseLong(from))
                .param("most", most)
                .query((row, _) -> {
                    byte[] around = row.getBytes("around");
                    return new Row(
                            row.getLong("id"),
                            row.getInt("source"),
                            new String(row.getBytes("body"), StandardCharsets.UTF_8),
                            around == null ? "" : row.getString("envelope"),
                            around == null ? "" : new String(around, StandardCharsets.UTF_8));
                })
                .list();
        if (rows.isEmpty()) return new Step(null, 0, 0, 1);
        long found = 0;
        for (Row row : rows) {
            String body = open(row.body(), wanted);
            String around = open(row.around(), wanted);
            if (!body.equals(row.body())) {
                found++;
                jdbc.sql(WRITE)
                        .param("id", row.id())
                        .param("body", body.getBytes(StandardCharsets.UTF_8))
                        .update();
            }
            if (!around.equals(row.around())) {
                found++;
                jdbc.sql(WRITE_AROUND)
                        .param("digest", row.envelope())
                        .param("text", around.getBytes(StandardCharsets.UTF_8))
                        .update();
            }
            int fewer = body.length()
                    + around.length()
                    - row.body().length()
                    - row.around().length();
            if (fewer != 0) {
                jdbc.sql(HOLD)
                        .param("source", row.source())
                        .param("bytes", fewer)
                        .update();
            }
        }
        long end = rows.getLast().id();
        long last = jdbc.sql(LAST).query((row, _) -> row.getLong(1)).single();
        return new Step(Long.toString(end), rows.size(), found, (double) end / Math.max(end, last));
    }

    /// The very same where there is nothing, or where it cannot be read: then nobody can read a field of it either.
    private static String open(String text, SensitiveKind wanted) {
        if (text.isEmpty()) return text;
        try {
            JsonNode said = Envelope.JSON.readTree(text);
            JsonNode open = Redaction.of(said, wanted);
            return open.equals(said) ? text : Envelope.JSON.writeValueAsString(open);
        } catch (JacksonException _) {
            return text;
        }
    }
}
