package valentine.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.history.Follower;

/// Follows the history and the moves of profiles; what somebody wants to hear of becomes an event, exactly once.
@Component("webhookFollowing")
class Following implements Follower {
    private static final int AT_ONCE = 1_000;
    /// What is older when it comes to us is brought in from a file: no news.
    private static final Duration NEWS = Duration.ofDays(3);

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(7130061)";
    private static final String REACHED = """
            SELECT history_tx::text AS history_tx, history_id, movement_tx::text AS movement_tx FROM webhook.place
            """;
    private static final String ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx";
    // Index interaction_tx; what was said by the primary key, and only where somebody wants it.
    private static final String NEW = """
            SELECT s.id, s.kind, s.at, p.head, s.tx::text AS of_tx, t.title, o.channel, o.direction, o.text
            FROM history.stream s JOIN customer.profile p ON p.profile = s.customer
            LEFT JOIN history.told t ON :said AND (t.customer, t.at, t.id) = (s.customer, s.at, s.id)
            LEFT JOIN history.spoken o ON :said AND (o.customer, o.at, o.id) = (s.customer, s.at, s.id)
            WHERE (s.tx, s.id) > (:tx::xid8, :id) AND s.tx < :until::xid8 AND s.kind = ANY (:kinds) AND s.at > :since
            ORDER BY s.tx, s.id
            LIMIT :limit
            """;
    // Index movement_tx. All of one join move together.
    private static final String MOVED = """
            SELECT m.tx::text AS of_tx, m.from_head, m.to_head, min(m.at) AS at
            FROM customer.movement m
            WHERE m.tx >= :tx::xid8 AND m.tx < :until::xid8 AND m.from_head <> m.to_head
            GROUP BY m.tx, m.from_head, m.to_head
            ORDER BY m.tx, m.from_head, m.to_head
            """;
    private static final String MOVE = """
            UPDATE webhook.place
            SET history_tx = :tx::xid8, history_id = :id, movement_tx = :movements::xid8
            """;

    private final Events events;
    private final Endpoints endpoints;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Following(Events events, Endpoints endpoints, JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.events = events;
        this.endpoints = endpoints;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Reached(String historyTx, long historyId, String movementTx) {}

    private record Happened(Event event, String tx, long id) {}

    @Override
    public boolean follow() {
        return transactions.execute(_ -> goOn());
    }

    private boolean goOn() {
        if (!jdbc.sql(TRY_LOCK).query((row, _) -> row.getBoolean(1)).single()) return false;
        Reached from = jdbc.sql(REACHED)
                .query((row, _) -> new Reached(row.getString(1), row.getLong(2), row.getString(3)))
                .single();
        String until = jdbc.sql(ENDED).query((row, _) -> row.getString("tx")).single();
        if (until.equals(from.historyTx()) && until.equals(from.movementTx())) return false;
        List<Endpoint> active =
                endpoints.all().stream().filter(Endpoint::isActive).toList();
        Set<String> wanted = types(active);
        Set<String> fuller = types(active.stream().filter(Endpoint::isFuller).toList());
        if (wanted.isEmpty()) {
            move(until, 0, until);
            return false;
        }
        List<Happened> happened = happened(from, until, fuller);
        List<Event> all = new ArrayList<>(happened.stream().map(Happened::event).toList());
        all.addAll(merged(from.movementTx(), until));
        events.tell(all.stream().filter(event -> wanted.contains(event.type())).toList());
        boolean isFull = happened.size() == AT_ONCE;
        if (isFull) move(happened.getLast().tx(), happened.getLast().id(), until);
        else move(until, 0, until);
        return isFull;
    }

    private static Set<String> types(List<Endpoint> of) {
        return of.stream().flatMap(endpoint -> endpoint.types().stream()).collect(Collectors.toSet());
    }

    private List<Happened> happened(Reached from, String until, Set<String> fuller) {
        return jdbc.sql(NEW)
                .param("tx", from.historyTx())
                .param("id", from.historyId())
                .param("until", until)
                .param("kinds", EventType.kinds())
                .param("since", clock.instant().minus(NEWS).atOffset(ZoneOffset.UTC))
                .param("said", !fuller.isEmpty())
                .param("limit", AT_ONCE)
                .query((row, _) -> {
                    long id = row.getLong("id");
                    long head = row.getLong("head");
                    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                    String type = EventType.ofKind(row.getString("kind"))
                            .orElseThrow()
                            .key();
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("customer", head);
                    data.put("interaction", id);
                    Event event = Event.of("interaction " + id, type, head, at, data);
                    return new Happened(
                            fuller.contains(type) ? event.saying(said(row)) : event, row.getString("of_tx"), id);
                })
                .list();
    }

    private static Map<String, Object> said(ResultSet row) throws SQLException {
        Map<String, Object> said = new LinkedHashMap<>();
        for (String column : List.of("title", "channel", "direction", "text")) {
            String value = row.getString(column);
            if (value != null) said.put(column, value);
        }
        return said;
    }

    private List<Event> merged(String from, String until) {
        return jdbc.sql(MOVED)
                .param("tx", from)
                .param("until", until)
                .query((row, _) -> {
                    long to = row.getLong("to_head");
                    long before = row.getLong("from_head");
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("customer", to);
                    data.put("from", before);
                    return Event.of(
                            "movement " + row.getString("of_tx") + " " + before + " " + to,
                            EventType.CUSTOMER_MERGED.key(),
                            to,
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            data);
                })
                .list();
    }

    private void move(String tx, long id, String movements) {
        jdbc.sql(MOVE)
                .param("tx", tx)
                .param("id", id)
                .param("movements", movements)
                .update();
    }
}
