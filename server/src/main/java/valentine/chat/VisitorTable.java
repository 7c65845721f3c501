package valentine.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ConnectionId;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.team.Token;

/// The visitors, as they are kept.
@Repository
class VisitorTable {
    /// Who is here is so for this long, unless it is said again.
    static final Duration HERE = Duration.ofSeconds(45);

    private static final int PASSES = 10;
    private static final String COLUMNS =
            "v.id, v.connection, v.customer, v.thread, v.user_id, v.name, v.email, v.our_read";
    private static final String ADD = """
            INSERT INTO chat.visitor AS v (id, connection, user_id, made_at, seen_at, here_until)
            VALUES (:id, :connection, :user, :now, :now, :now)
            ON CONFLICT (connection, user_id) DO UPDATE SET seen_at = excluded.seen_at
            RETURNING v.id
            """;
    private static final String PASS =
            "INSERT INTO chat.pass (token_hash, visitor, made_at) VALUES (:hash, :visitor, :now)";
    // Index pass_visitor: who signs in on ever more devices leaves the oldest ones.
    private static final String FEW_PASSES = """
            DELETE FROM chat.pass WHERE token_hash IN (
                SELECT token_hash FROM chat.pass WHERE visitor = :visitor ORDER BY made_at DESC OFFSET :most)
            """;
    // Primary keys.
    private static final String BY_PASS = "SELECT " + COLUMNS + """

            FROM chat.pass p JOIN chat.visitor v ON v.id = p.visitor
            WHERE p.token_hash = :hash AND v.connection = :connection
            """;
    private static final String EXISTS = "SELECT EXISTS (SELECT FROM chat.visitor WHERE id = :id)";
    private static final String LOCK = "SELECT " + COLUMNS + " FROM chat.visitor v WHERE v.id = :id FOR UPDATE";
    // Index visitor_thread.
    private static final String OF_THREAD = "SELECT " + COLUMNS + """

            FROM chat.visitor v WHERE v.thread = ANY (CAST(:threads AS bigint[])) ORDER BY v.seen_at DESC LIMIT 10
            """;
    private static final String SEEN_AT = "SELECT seen_at, here_until > :now AS here FROM chat.visitor WHERE id = :id";
    private static final String SAID = """
            UPDATE chat.visitor SET customer = :customer, thread = :thread, seen_at = :now WHERE id = :id
            """;
    private static final String OWNED =
            "UPDATE chat.visitor SET customer = :customer WHERE id = :id AND customer IS NULL";
    private static final String CONTACT = "UPDATE chat.visitor SET name = :name, email = :email WHERE id = :id";
    private static final String HERE_ARE = """
            UPDATE chat.visitor SET here_until = :until, seen_at = :now WHERE id = ANY (CAST(:ids AS uuid[]))
            """;
    private static final String LEFT = """
            UPDATE chat.visitor SET here_until = :now, seen_at = :now WHERE id = ANY (CAST(:ids AS uuid[]))
            """;
    // Index visitor_thread.
    private static final String JOINED = "UPDATE chat.visitor SET thread = :into WHERE thread = :from";
    // Index line_visitor, from its end.
    private static final String OUR_READ = """
            UPDATE chat.visitor v SET our_read = newest.line
            FROM (SELECT max(l.id) AS line FROM chat.line l WHERE l.visitor = :id) newest
            WHERE v.id = :id AND v.our_read < newest.line
            RETURNING v.our_read
            """;
    // Index visitor_seen.
    private static final String FORGET_OLD = """
            DELETE FROM chat.visitor WHERE seen_at < :old OR (seen_at < :idle AND thread IS NULL)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    VisitorTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    UUID add(ConnectionId connection, @Nullable String user) {
        return jdbc.sql(ADD)
                .param("id", UUID.randomUUID())
                .param("connection", connection.value())
                .param("user", user, java.sql.Types.VARCHAR)
                .param("now", now())
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
    }

    String pass(UUID visitor) {
        Token token = Token.fresh();
        jdbc.sql(PASS)
                .param("hash", token.hash())
                .param("visitor", visitor)
                .param("now", now())
                .update();
        jdbc.sql(FEW_PASSES).param("visitor", visitor).param("most", PASSES).update();
        return token.text();
    }

    Optional<Visitor> by(String token, ConnectionId connection) {
        return jdbc.sql(BY_PASS)
                .param("hash", new Token(token).hash())
                .param("connection", connection.value())
                .query((row, _) -> visitor(row))
                .optional();
    }

    boolean exists(UUID id) {
        return jdbc.sql(EXISTS)
                .param("id", id)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// Until the end of the transaction nobody else says something in this talk: its lines have the order of their
    /// numbers, so that who asks for what came after one misses none.
    Optional<Visitor> lock(UUID id) {
        return jdbc.sql(LOCK).param("id", id).query((row, _) -> visitor(row)).optional();
    }

    /// Who was here last stands first.
    List<Visitor> of(Set<ThreadId> threads) {
        return jdbc.sql(OF_THREAD)
                .param("threads", threads.stream().map(ThreadId::value).toArray(Long[]::new))
                .query((row, _) -> visitor(row))
                .list();
    }

    Presence presence(Visitor visitor, boolean isWriting) {
        return jdbc.sql(SEEN_AT)
                .param("id", visitor.id())
                .param("now", now())
                .query((row, _) -> new Presence(
                        row.getBoolean("here"),
                        isWriting,
                        visitor.isProven(),
                        row.getObject("seen_at", java.time.OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(visitor.email())))
                .single();
    }

    void said(UUID id, CustomerId customer, ThreadId thread) {
        jdbc.sql(SAID)
                .param("id", id)
                .param("customer", customer.value())
                .param("thread", thread.value())
                .param("now", now())
                .update();
    }

    /// He is known before he says anything.
    void owned(UUID id, CustomerId customer) {
        jdbc.sql(OWNED).param("id", id).param("customer", customer.value()).update();
    }

    void contact(UUID id, String name, @Nullable String email) {
        jdbc.sql(CONTACT)
                .param("id", id)
                .param("name", name)
                .param("email", email, java.sql.Types.VARCHAR)
                .update();
    }

    void here(Collection<UUID> ids) {
        jdbc.sql(HERE_ARE)
                .param("ids", texts(ids))
                .param("until", now().plus(HERE))
                .param("now", now())
                .update();
    }

    void left(Collection<UUID> ids) {
        jdbc.sql(LEFT).param("ids", texts(ids)).param("now", now()).update();
    }

    /// In one order, so that two servers that note the same at once do not wait for each other.
    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toArray(String[]::new);
    }

    void joined(ThreadId from, ThreadId into) {
        jdbc.sql(JOINED).param("from", from.value()).param("into", into.value()).update();
    }

    /// The newest line, where it was not read before.
    Optional<Long> ourRead(UUID id) {
        return jdbc.sql(OUR_READ)
                .param("id", id)
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    int forgetOld(Instant old, Instant idle) {
        return jdbc.sql(FORGET_OLD)
                .param("old", old.atOffset(ZoneOffset.UTC))
                .param("idle", idle.atOffset(ZoneOffset.UTC))
                .update();
    }

    static Visitor visitor(ResultSet row) throws SQLException {
        @Nullable Long customer = row.getObject("customer", Long.class);
        @Nullable Long thread = row.getObject("thread", Long.class);
        return new Visitor(
                row.getObject("id", UUID.class),
                new ConnectionId(row.getInt("connection")),
                customer == null ? null : new CustomerId(customer),
                thread == null ? null : new ThreadId(thread),
                row.getString("user_id"),
                row.getString("name"),
                row.getString("email"),
                row.getLong("our_read"));
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
