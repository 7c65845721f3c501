package valentine.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// What happened and who is to hear of it.
@Repository("webhookEvents")
class Events {
    // Unique by source: whoever tells it twice tells it once.
    private static final String TELL = """
            WITH told AS (
                INSERT INTO webhook.event (name, source, type, customer, at, body, fuller_body, made_at)
                VALUES (:name, :source, :type, :customer, :at, :body, :fuller, :now)
                ON CONFLICT (source) DO NOTHING
                RETURNING id, type)
            INSERT INTO webhook.delivery (event, endpoint, due_at, changed_at)
            SELECT told.id, e.id, :now, :now
            FROM told JOIN webhook.endpoint e ON told.type = ANY (e.types) OR e.id = :only
            WHERE e.ended_at IS NULL AND (e.disabled_at IS NULL OR e.id = :only)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Events(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// In the caller's transaction, to all who want to hear of it.
    void tell(List<Event> events) {
        events.forEach(event -> tell(event, 0));
    }

    /// To see whether it comes through.
    @Transactional
    public void test(int endpoint) {
        Instant now = clock.instant();
        tell(
                Event.of(
                        "test " + UUID.randomUUID(),
                        EventType.TEST,
                        null,
                        now,
                        Map.of("endpoint", endpoint, "words", "This is a test.")),
                endpoint);
    }

    private void tell(Event event, int only) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(TELL)
                .param("name", event.name())
                .param("source", event.source())
                .param("type", event.type())
                .param("customer", event.customer(), java.sql.Types.BIGINT)
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("body", json.writeValueAsString(event.payload()))
                .param("fuller", event.fuller().map(json::writeValueAsString).orElse(null), java.sql.Types.VARCHAR)
                .param("now", now)
                .param("only", only)
                .update();
    }
}
