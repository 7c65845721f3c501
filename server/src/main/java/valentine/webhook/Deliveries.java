package valentine.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What is to be told to whom, and what became of it.
@Repository("webhookDeliveries")
class Deliveries {
    /// Longer than a call may take: after it somebody else may try, and the `webhook-id` makes it the same.
    private static final Duration IN_HAND = Duration.ofMinutes(2);
    private static final int LATEST = 50;

    // Index delivery_due.
    private static final String DUE = """
            SELECT DISTINCT d.endpoint
            FROM webhook.delivery d JOIN webhook.endpoint e ON e.id = d.endpoint
            WHERE d.state IN ('waiting', 'sending') AND d.due_at <= :now AND e.disabled_at IS NULL AND e.ended_at IS NULL
            """;
    private static final String CLAIM = """
            UPDATE webhook.delivery SET state = 'sending', due_at = :unsure, tries = tries + 1, changed_at = :now
            WHERE id = (
                SELECT id FROM webhook.delivery
                WHERE endpoint = :endpoint AND state IN ('waiting', 'sending') AND due_at <= :now
                ORDER BY due_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING id, event, tries
            """;
    // Primary keys. Who does not want the words any more does not get those that wait either.
    private static final String EVENT = """
            SELECT v.name, coalesce(CASE WHEN e.fuller THEN v.fuller_body END, v.body) AS body
            FROM webhook.event v CROSS JOIN webhook.endpoint e WHERE v.id = :id AND e.id = :endpoint
            """;
    private static final String END = """
            UPDATE webhook.delivery SET state = :state, due_at = :due, why = :why, changed_at = :now
            WHERE id = :id AND state = 'sending'
            """;
    private static final String NOTE = "INSERT INTO webhook.attempt (delivery, at, said) VALUES (:id, :now, :said)";
    // Index delivery_endpoint.
    private static final String OF = """
            SELECT d.id, e.type, e.at, d.state, d.tries, d.why, d.due_at, d.changed_at, e.name,
                   coalesce(CASE WHEN p.fuller THEN e.fuller_body END, e.body) AS body
            FROM webhook.delivery d JOIN webhook.event e ON e.id = d.event JOIN webhook.endpoint p ON p.id = d.endpoint
            WHERE d.endpoint = :endpoint
            ORDER BY d.id DESC
            LIMIT :limit
            """;
    private static final String AGAIN = """
            UPDATE webhook.delivery SET state = 'waiting', due_at = :now, tries = 0, why = '', changed_at = :now
            WHERE id = :id AND endpoint = :endpoint AND state <> 'sending'
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// One that is in hand.
    record InHand(long id, int tries, String name, String body) {}

    /// One as a page shows it.
    record Shown(
            long id,
            String type,
            Instant at,
            String state,
            int tries,
            String why,
            Instant dueAt,
            Instant changedAt,
            String name,
            String body) {}

    List<Integer> due() {
        return jdbc.sql(DUE)
                .param("now", now())
                .query((row, _) -> row.getInt("endpoint"))
                .list();
    }

    Optional<InHand> claim(int endpoint) {
        record Claimed(long id, long event, int tries) {}
        return jdbc.sql(CLAIM)
                .param("endpoint", endpoint)
                .param("now", now())
                .param("unsure", clock.instant().plus(IN_HAND).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Claimed(row.getLong("id"), row.getLong("event"), row.getInt("tries")))
                .optional()
                .map(claimed -> jdbc.sql(EVENT)
                        .param("id", claimed.event())
                        .param("endpoint", endpoint)
                        .query((row, _) ->
                                new InHand(claimed.id(), claimed.tries(), row.getString("name"), row.getString("body")))
                        .single());
    }

    /// Notes a try and what follows from it.
    @Transactional
    public void end(long id, String state, Instant due, String said) {
        jdbc.sql(END)
                .param("id", id)
                .param("state", state)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("why", said)
                .param("now", now())
                .update();
        jdbc.sql(NOTE).param("id", id).param("now", now()).param("said", said).update();
    }

    List<Shown> latest(int endpoint) {
        return jdbc.sql(OF)
                .param("endpoint", endpoint)
                .param("limit", LATEST)
                .query((row, _) -> shown(row))
                .list();
    }

    /// Tells it once more; whether there was such a one.
    boolean again(int endpoint, long id) {
        return jdbc.sql(AGAIN)
                        .param("endpoint", endpoint)
                        .param("id", id)
                        .param("now", now())
                        .update()
                == 1;
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getLong("id"),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                row.getInt("tries"),
                row.getString("why"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("name"),
                row.getString("body"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
