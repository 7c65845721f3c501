package valentine.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The log itself, to which everybody may add.
@Service
public class History {
    private static final String KNOW_SOURCES = """
            INSERT INTO history.source (name)
            SELECT given.name FROM unnest(CAST(:sources AS text[])) AS given (name)
            WHERE NOT EXISTS (SELECT FROM history.source s WHERE s.name = given.name)
            ON CONFLICT DO NOTHING
            """;
    // Primary keys. The followers hear it when the transaction commits.
    private static final String APPEND = """
            WITH given AS (
                SELECT s.id AS source, r.*
                FROM (SELECT row_number() OVER () AS place, *
                      FROM json_to_recordset(CAST(:rows AS json)) AS one (source_name text, message text,
                          customer bigint, at timestamptz, kind text, channel text, direction text, title text,
                          properties jsonb)) r
                JOIN history.source s ON s.name = r.source_name
            ), taken AS (
                INSERT INTO history.message (source, message_id)
                SELECT source, message FROM given
                ON CONFLICT DO NOTHING
                RETURNING source, message_id
            ), added AS (
                INSERT INTO history.interaction
                    (customer, at, kind, channel, direction, title, properties, source, message_id)
                SELECT g.customer, g.at, g.kind, g.channel, g.direction, g.title, g.properties, g.source, g.message
                FROM given g JOIN taken t ON t.source = g.source AND t.message_id = g.message
                ORDER BY g.place
                RETURNING id
            )
            SELECT pg_notify('history', '') FROM added
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    History(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Adds this in the caller's transaction; false when the source has said it before, and then nothing changes.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean record(Interaction interaction) {
        return record(List.of(interaction)) == 1;
    }

    /// Adds these in this order, each once for ever; how many of them its source had not said before.
    @Transactional(propagation = Propagation.MANDATORY)
    public int record(List<Interaction> interactions) {
        Map<List<String>, Map<String, Object>> rows = new LinkedHashMap<>();
        interactions.forEach(one -> rows.putIfAbsent(List.of(one.source(), one.messageId()), row(one)));
        String text = json.writeValueAsString(rows.values());
        int added = append(text);
        if (added == rows.size()) return added;
        // Most likely one of them came before; but a source that nobody knew may have spoken.
        jdbc.sql(KNOW_SOURCES)
                .param(
                        "sources",
                        interactions.stream()
                                .map(Interaction::source)
                                .distinct()
                                .sorted()
                                .toArray(String[]::new))
                .update();
        return added + append(text);
    }

    private int append(String rows) {
        return jdbc.sql(APPEND).param("rows", rows).query((_, _) -> true).list().size();
    }

    private static Map<String, Object> row(Interaction one) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("source_name", one.source());
        row.put("message", one.messageId());
        row.put("customer", one.customer().value());
        row.put("at", one.at().toString());
        row.put("kind", one.kind().key());
        if (one.channel() != null) row.put("channel", one.channel());
        row.put("direction", one.direction().key());
        row.put("title", one.title());
        row.put("properties", one.properties());
        return row;
    }
}
