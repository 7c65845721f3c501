package valentine.history;

import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The log itself, to which everybody may add.
@Service
public class History {
    private static final String KNOW_SOURCE = """
            INSERT INTO history.source (name)
            SELECT :source WHERE NOT EXISTS (SELECT FROM history.source WHERE name = :source)
            ON CONFLICT DO NOTHING
            """;
    private static final String APPEND = """
            WITH taken AS (
                INSERT INTO history.message (source, message_id)
                SELECT id, :message FROM history.source WHERE name = :source
                ON CONFLICT DO NOTHING
                RETURNING source, message_id
            )
            INSERT INTO history.interaction
                (customer, at, kind, channel, direction, title, properties, source, message_id)
            SELECT :customer, :at, :kind, :channel, :direction, :title, :properties::jsonb, source, message_id
            FROM taken
            """;
    /// Heard by the followers when the transaction commits.
    private static final String NOTIFY = "SELECT pg_notify('history', '')";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    History(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Adds this in the caller's transaction; false when the source has said it before, and then nothing changes.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean record(Interaction interaction) {
        jdbc.sql(KNOW_SOURCE).param("source", interaction.source()).update();
        boolean added = jdbc.sql(APPEND)
                        .param("source", interaction.source())
                        .param("message", interaction.messageId())
                        .param("customer", interaction.customer().value())
                        .param("at", interaction.at().atOffset(ZoneOffset.UTC))
                        .param("kind", interaction.kind().key())
                        .param("channel", interaction.channel())
                        .param("direction", interaction.direction().key())
                        .param("title", interaction.title())
                        .param("properties", json.writeValueAsString(interaction.properties()))
                        .update()
                == 1;
        if (added) {
            jdbc.sql(NOTIFY).query((_, _) -> true).single();
        }
        return added;
    }
}
