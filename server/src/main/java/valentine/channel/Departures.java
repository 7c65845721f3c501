package valentine.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.team.MemberId;
import valentine.transparency.PurposeKey;

/// Everything that is to go out, or went, and what became of it.
@Repository
class Departures {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    /// Longer than any carrier may take: after it we no longer know.
    private static final Duration LEAVES_WITHIN = Duration.ofMinutes(6);

    private static final String COLUMNS = """
            id, key, connection, thread, customer, to_kind, to_value, copies, subject, text, html, intent, purpose,
            writer, external_id, state, why, due_at, tries, written_at, changed_at
            """;
    private static final String FIND = "SELECT " + COLUMNS + " FROM channel.departure WHERE id = :id";
    private static final String OF_KEY = "SELECT " + COLUMNS + " FROM channel.departure WHERE key = :key";
    // Index departure_external.
    private static final String NAMED = "SELECT " + COLUMNS + """
            FROM channel.departure WHERE connection = :connection AND external_id = :id ORDER BY id DESC LIMIT 1
            """;
    private static final String WRITE = """
            INSERT INTO channel.departure (key, connection, thread, customer, to_kind, to_value, copies, subject, text,
                html, intent, purpose, not_before, writer, external_id, state, why, due_at, written_at, changed_at)
            VALUES (:key, :connection, :thread, :customer, :kind, :to, CAST(:copies AS jsonb), :subject, :text, :html,
                :intent, :purpose, :before, :writer, :external, :state, :why, :due, :now, :now)
            ON CONFLICT (key) DO NOTHING
            RETURNING %s
            """.formatted(COLUMNS);
    private static final String STEP = """
            INSERT INTO channel.step (departure, at, state, why, member) VALUES (:id, :now, :state, :why, :member)
            """;
    // Index departure_due.
    private static final String DUE = """
            SELECT c.id
            FROM channel.connection c
            WHERE NOT c.is_blank AND EXISTS (
                SELECT FROM channel.departure d
                WHERE d.connection = c.id AND d.state IN ('waiting', 'held') AND d.due_at <= :now)
            """;
    // Index departure_due, then departure_thread: nothing overtakes what its thread tried to say before. Whoever else
    // looks at the same time takes the next one.
    private static final String NEXT = """
            SELECT %s
            FROM channel.departure d
            WHERE d.connection = :connection AND d.state IN ('waiting', 'held') AND d.due_at <= :now
              AND NOT EXISTS (
                SELECT FROM channel.departure e
                WHERE e.thread = d.thread AND e.id < d.id AND e.connection = d.connection
                  AND e.state = 'waiting' AND e.tries > 0 AND e.due_at > :now)
            ORDER BY d.due_at, d.id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """.formatted(COLUMNS);
    private static final String MARK = """
            UPDATE channel.departure
            SET state = 'sending', why = '', due_at = :unsure, changed_at = :now, tries = tries + 1
            WHERE id = :id
            RETURNING %s
            """.formatted(COLUMNS);
    // Indexes customer_head and departure_customer.
    private static final String WAITING_FOR = """
            SELECT %s
            FROM channel.departure
            WHERE customer IN (SELECT profile FROM customer.profile WHERE head = :head)
              AND state IN ('waiting', 'held')
            """.formatted(COLUMNS);
    private static final String MOVE = """
            UPDATE channel.departure
            SET state = :state, why = :why, due_at = :due, changed_at = :now,
                external_id = coalesce(:external, external_id)
            WHERE id = :id AND state = ANY (CAST(:from AS text[]))
            RETURNING %s
            """.formatted(COLUMNS);
    // Index departure_sending.
    private static final String LOST = """
            SELECT id FROM channel.departure WHERE state = 'sending' AND due_at < :now
            ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
            """;
    private static final String STEPS =
            "SELECT at, state, why, member FROM channel.step WHERE departure = :id ORDER BY id LIMIT 500";

    // The primary keys.
    private static final String NEWEST = """
            SELECT d.id, d.subject, d.text, d.to_value, d.state, d.why, d.due_at, d.written_at, c.medium, c.name,
                   p.head, card.name AS customer_name
            FROM channel.departure d
            JOIN channel.connection c ON c.id = d.connection
            JOIN customer.profile p ON p.profile = d.customer
            JOIN customer.card card ON card.customer = p.head
            WHERE d.id < :below %s
            ORDER BY d.id DESC
            LIMIT :limit
            """;
    // Index departure_state.
    private static final String OF_STATE = "AND d.state = :state";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Departures(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    record Step(
            Instant at, State state, String why, @Nullable Long member) {}

    /// A line of the outbox.
    record Line(
            DepartureId id,
            String title,
            String to,
            State state,
            String why,
            Instant dueAt,
            Instant writtenAt,
            Medium medium,
            String connection,
            CustomerId head,
            String customer) {}

    /// What a change says.
    ///
    /// @param externalId null where it keeps its name
    record Change(
            State state,
            String why,
            Instant due,
            @Nullable String externalId,
            @Nullable MemberId member) {
        Change(State state, String why, Instant due) {
            this(state, why, due, null, null);
        }
    }

    Optional<Departed> find(DepartureId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> departed(row))
                .optional();
    }

    Optional<Departed> ofKey(String key) {
        return jdbc.sql(OF_KEY)
                .param("key", key)
                .query((row, _) -> departed(row))
                .optional();
    }

    Optional<Departed> named(ConnectionId connection, String externalId) {
        return jdbc.sql(NAMED)
                .param("connection", connection.value())
                .param("id", externalId)
                .query((row, _) -> departed(row))
                .optional();
    }

    /// Nothing when somebody was first with this key.
    Optional<Departed> write(Outgoing what, ThreadId thread, String externalId, State state, String why, Instant due) {
        Instant before = what.notBefore();
        Optional<Departed> written = jdbc.sql(WRITE)
                .param("key", what.key())
                .param("connection", what.connection().value())
                .param("thread", thread.value())
                .param("customer", what.customer().value())
                .param("kind", what.to().kind().word())
                .param("to", what.to().value())
                .param("copies", json.writeValueAsString(what.copies()))
                .param("subject", what.subject())
                .param("text", what.text())
                .param("html", what.html(), Types.VARCHAR)
                .param("intent", what.intent().key())
                .param("purpose", what.purpose() == null ? null : what.purpose().value(), Types.VARCHAR)
                .param("before", before == null ? null : at(before), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("writer", what.writer() == null ? null : what.writer().value(), Types.BIGINT)
                .param("external", externalId)
                .param("state", state.key())
                .param("why", why)
                .param("due", at(due))
                .param("now", now())
                .query((row, _) -> departed(row))
                .optional();
        written.ifPresent(departed -> step(departed.id(), state, why, what.writer()));
        return written;
    }

    /// The connections by which something is due.
    List<ConnectionId> due() {
        return jdbc.sql(DUE)
                .param("now", now())
                .query((row, _) -> new ConnectionId(row.getInt("id")))
                .list();
    }

    /// The next one that is due; nobody else takes it until the end of the transaction.
    Optional<Departed> next(ConnectionId connection) {
        return jdbc.sql(NEXT)
                .param("connection", connection.value())
                .param("now", now())
                .query((row, _) -> departed(row))
                .optional();
    }

    /// Notes that it leaves, before it does.
    Departed mark(DepartureId id) {
        Departed marked = jdbc.sql(MARK)
                .param("id", id.value())
                .param("now", now())
                .param("unsure", at(clock.instant().plus(LEAVES_WITHIN)))
                .query((row, _) -> departed(row))
                .single();
        step(id, State.SENDING, "", null);
        return marked;
    }

    /// What waits to leave for a customer.
    List<Departed> waitingFor(CustomerId head) {
        return jdbc.sql(WAITING_FOR)
                .param("head", head.value())
                .query((row, _) -> departed(row))
                .list();
    }

    /// Changes where one stands, from one of these; nothing where it stands elsewhere by now.
    Optional<Departed> move(DepartureId id, Set<State> from, Change to) {
        Optional<Departed> moved = jdbc.sql(MOVE)
                .param("id", id.value())
                .param("from", from.stream().map(State::key).toArray(String[]::new))
                .param("state", to.state().key())
                .param("why", to.why())
                .param("due", at(to.due()))
                .param("external", to.externalId(), Types.VARCHAR)
                .param("now", now())
                .query((row, _) -> departed(row))
                .optional();
        moved.ifPresent(departed -> step(id, to.state(), to.why(), to.member()));
        return moved;
    }

    /// Those that left and were not heard of again.
    List<DepartureId> lost() {
        return jdbc.sql(LOST)
                .param("now", now())
                .query((row, _) -> new DepartureId(row.getLong("id")))
                .list();
    }

    List<Step> steps(DepartureId id) {
        return jdbc.sql(STEPS)
                .param("id", id.value())
                .query((row, _) -> new Step(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        State.of(row.getString("state")),
                        row.getString("why"),
                        row.getObject("member", Long.class)))
                .list();
    }

    /// The newest below this one.
    List<Line> newest(@Nullable State state, long below, int limit) {
        return jdbc.sql(NEWEST.formatted(state == null ? "" : OF_STATE))
                .param("below", below)
                .param("limit", limit)
                .param("state", state == null ? "" : state.key())
                .query((row, _) -> new Line(
                        new DepartureId(row.getLong("id")),
                        Texts.title(row.getString("subject"), row.getString("text")),
                        row.getString("to_value"),
                        State.of(row.getString("state")),
                        row.getString("why"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        Medium.of(row.getString("medium")).orElseThrow(),
                        row.getString("name"),
                        new CustomerId(row.getLong("head")),
                        row.getString("customer_name")))
                .list();
    }

    private void step(DepartureId id, State state, String why, @Nullable MemberId member) {
        jdbc.sql(STEP)
                .param("id", id.value())
                .param("now", now())
                .param("state", state.key())
                .param("why", why)
                .param("member", member == null ? null : member.value(), Types.BIGINT)
                .update();
    }

    Departed departed(ResultSet row) throws SQLException {
        String purpose = row.getString("purpose");
        Long writer = row.getObject("writer", Long.class);
        return new Departed(
                new DepartureId(row.getLong("id")),
                row.getString("key"),
                new ConnectionId(row.getInt("connection")),
                new ThreadId(row.getLong("thread")),
                new CustomerId(row.getLong("customer")),
                new Handle(
                        Handle.Kind.valueOf(row.getString("to_kind").toUpperCase(Locale.ROOT)),
                        row.getString("to_value")),
                json.readValue(row.getString("copies"), TEXTS),
                row.getString("subject"),
                row.getString("text"),
                row.getString("html"),
                Intent.of(row.getString("intent")),
                purpose == null ? null : new PurposeKey(purpose),
                writer == null ? null : new MemberId(writer),
                row.getString("external_id"),
                State.of(row.getString("state")),
                row.getString("why"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getInt("tries"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
