package valentine.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the other side said of a message before it had told us what it calls it; kept until it does.
@Repository
class EarlyReceipts {
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(7137, hashtext(CAST(:connection AS text) || ' ' || :id))";
    // Index departure_sending: the few that leave now. Of what leaves nowhere nothing is kept.
    private static final String KEEP = """
            INSERT INTO channel.early_receipt (connection, external_id, state, why, at, came_at)
            SELECT :connection, :id, :state, :why, :at, :now
            WHERE EXISTS (SELECT FROM channel.departure WHERE connection = :connection AND state = 'sending')
            ON CONFLICT DO NOTHING
            """;
    // Few rows: those of an hour.
    private static final String FORGET = "DELETE FROM channel.early_receipt WHERE came_at < :old";
    private static final String TAKE = """
            DELETE FROM channel.early_receipt WHERE connection = :connection AND external_id = :id
            RETURNING state, why, at
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    EarlyReceipts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Who learns what a message is called waits for who heard of it, and the other way round.
    void lock(ConnectionId connection, String externalId) {
        jdbc.sql(LOCK)
                .param("connection", connection.value())
                .param("id", externalId)
                .query(_ -> {});
    }

    /// Always false: nobody knows yet whether it is news.
    boolean keep(ConnectionId connection, String externalId, Departures.Change what) {
        Instant now = clock.instant();
        jdbc.sql(FORGET).param("old", utc(now.minus(KEPT))).update();
        jdbc.sql(KEEP)
                .param("connection", connection.value())
                .param("id", externalId)
                .param("state", what.state().key())
                .param("why", what.why())
                .param("at", utc(what.due()))
                .param("now", utc(now))
                .update();
        return false;
    }

    /// What was said of it, the first step first.
    List<Departures.Change> take(ConnectionId connection, String externalId) {
        lock(connection, externalId);
        return jdbc
                .sql(TAKE)
                .param("connection", connection.value())
                .param("id", externalId)
                .query((row, _) -> change(row))
                .stream()
                .sorted(Comparator.comparing(Departures.Change::state))
                .toList();
    }

    /// From where a message comes to this state by what the other side says; it never goes back.
    static Set<State> before(State state) {
        return state == State.DELIVERED
                ? Set.of(State.SENDING, State.DOUBT, State.HANDED_OVER)
                : Set.of(State.SENDING, State.DOUBT, State.HANDED_OVER, State.DELIVERED);
    }

    private static Departures.Change change(ResultSet row) throws SQLException {
        return new Departures.Change(
                State.of(row.getString("state")),
                row.getString("why"),
                Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                        .toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
