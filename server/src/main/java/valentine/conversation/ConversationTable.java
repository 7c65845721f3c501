package valentine.conversation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// The conversations as they stand.
@Repository
class ConversationTable {
    static final String COLUMNS = """
            SELECT c.id, coalesce(w.head, c.customer) AS customer, coalesce(k.name, '') AS name, c.subject, c.status,
                c.snoozed_until, c.priority, c.labels, c.assignee, c.branch, c.medium, c.last_at, c.last_kind,
                c.last_words, c.failed, c.created_at, c.asked_at, c.first_reply_at, c.waiting_since, c.resolved_at,
                c.transfers, c.reopened, c.switches
            """;
    static final String WHOSE = """
            LEFT JOIN customer.profile w ON w.profile = c.customer
            LEFT JOIN customer.card k ON k.customer = w.head
            """;
    private static final String HEAD = "SELECT coalesce(merged_into, id) FROM conversation.conversation WHERE id = :id";
    // Primary key.
    private static final String ONE = COLUMNS + "FROM conversation.conversation c " + WHOSE + "WHERE c.id = :id";
    // Primary key; in one order, so that two who hold several do not wait for each other.
    private static final String LOCK = """
            SELECT id FROM conversation.conversation
            WHERE id IN (SELECT coalesce(merged_into, id) FROM conversation.conversation WHERE id = ANY (:ids))
            ORDER BY id
            FOR UPDATE
            """;
    // Primary key, twice.
    private static final String STANDING = COLUMNS + """
                , m.id AS home
            FROM conversation.conversation m
            JOIN conversation.conversation c ON c.id = coalesce(m.merged_into, m.id)
            """ + WHOSE + "WHERE m.id = ANY (:ids)";
    // Primary key, one by one, in the order given.
    private static final String SOME = COLUMNS + """
            FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS given (id, place)
            JOIN conversation.conversation c ON c.id = given.id
            """ + WHOSE + "ORDER BY given.place";
    // Indexes customer_head and conversation_customer.
    private static final String OF_CUSTOMER = COLUMNS + """
            FROM customer.profile mine JOIN conversation.conversation c ON c.customer = mine.profile
            """ + WHOSE + """
            WHERE mine.head = :customer AND c.merged_into IS NULL
            ORDER BY c.last_at DESC, c.id DESC
            LIMIT :limit
            """;
    // Primary key and index conversation_merged.
    private static final String MEMBERS = """
            SELECT id FROM conversation.conversation WHERE id = :head
            UNION ALL SELECT id FROM conversation.conversation WHERE merged_into = :head
            """;
    private static final String ADD = """
            INSERT INTO conversation.conversation
                (customer, subject, status, medium, last_at, created_at)
            VALUES (:customer, :subject, :status, :medium, :at, :at)
            RETURNING id
            """;
    private static final String ADD_SOME = """
            WITH given AS (
                SELECT row_number() OVER () AS place, r.*
                FROM json_to_recordset(CAST(:rows AS json)) AS r (thread bigint, customer bigint, subject text,
                    status text, medium text, at timestamptz)
            ), fresh AS (
                SELECT given.*, nextval(pg_get_serial_sequence('conversation.conversation', 'id')) AS id FROM given
            ), begun AS (
                INSERT INTO conversation.conversation (id, customer, subject, status, medium, last_at, created_at)
                OVERRIDING SYSTEM VALUE
                SELECT id, customer, subject, status, medium, at, at FROM fresh
                RETURNING id
            )
            INSERT INTO conversation.thread (thread, conversation)
            SELECT fresh.thread, fresh.id FROM fresh JOIN begun ON begun.id = fresh.id
            RETURNING thread, conversation
            """;
    // Primary key.
    private static final String OF_THREADS =
            "SELECT thread, conversation FROM conversation.thread WHERE thread = ANY (:threads)";
    // Primary keys.
    private static final String HEADS = """
            SELECT DISTINCT coalesce(c.merged_into, c.id) AS head
            FROM conversation.thread t JOIN conversation.conversation c ON c.id = t.conversation
            WHERE t.thread = ANY (:threads)
            ORDER BY head
            """;
    private static final String REMOVE = "DELETE FROM conversation.conversation WHERE id = :id";
    private static final String OF_THREAD = "SELECT conversation FROM conversation.thread WHERE thread = :thread";
    private static final String ADD_THREAD = """
            INSERT INTO conversation.thread (thread, conversation) VALUES (:thread, :conversation)
            ON CONFLICT (thread) DO NOTHING
            """;
    private static final String SET_STATUS = """
            UPDATE conversation.conversation
            SET status = :status, snoozed_until = :until, failed = failed AND :status <> 'resolved'
            WHERE id = :id
            """;
    private static final String SET_ASSIGNEE =
            "UPDATE conversation.conversation SET assignee = :assignee WHERE id = :id";
    private static final String SET_BRANCH = "UPDATE conversation.conversation SET branch = :branch WHERE id = :id";
    private static final String SET_PRIORITY =
            "UPDATE conversation.conversation SET priority = :priority WHERE id = :id";
    private static final String SET_LABELS = "UPDATE conversation.conversation SET labels = :labels WHERE id = :id";
    private static final String SET_SUBJECT = "UPDATE conversation.conversation SET subject = :subject WHERE id = :id";
    private static final String SET_FAILED = "UPDATE conversation.conversation SET failed = :failed WHERE id = :id";
    private static final String SETTLE = """
            UPDATE conversation.conversation c
            SET asked_at = r.asked, first_reply_at = r.replied, waiting_since = r.waiting, resolved_at = r.resolved,
                transfers = r.transfers, reopened = r.reopened, switches = r.switches,
                last_at = coalesce(r.at, c.last_at), last_kind = coalesce(r.kind, c.last_kind),
                last_words = coalesce(r.words, c.last_words), medium = coalesce(r.medium, c.medium)
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id bigint, asked timestamptz, replied timestamptz,
                waiting timestamptz, resolved timestamptz, transfers int, reopened int, switches int, at timestamptz,
                kind text, words text, medium text)
            WHERE c.id = r.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ConversationTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The conversation that this one was put into, or itself; nothing where there is none.
    Optional<ConversationId> head(ConversationId id) {
        return jdbc.sql(HEAD)
                .param("id", id.value())
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .optional();
    }

    Optional<Conversation> one(ConversationId id) {
        return jdbc.sql(ONE)
                .param("id", id.value())
                .query((row, _) -> conversation(row))
                .optional();
    }

    /// Keeps everybody else from changing it until the transaction ends; the conversation it was put into, if it was.
    Optional<Conversation> locked(ConversationId id) {
        return Optional.ofNullable(locked(List.of(id)).get(id));
    }

    /// The same of many: for each the conversation that stands for it.
    Map<ConversationId, Conversation> locked(Collection<ConversationId> ids) {
        Long[] numbers = ids.stream().map(ConversationId::value).toArray(Long[]::new);
        Set<ConversationId> held = jdbc.sql(LOCK)
                .param("ids", numbers)
                .query((row, _) -> new ConversationId(row.getLong("id")))
                .set();
        Map<ConversationId, Conversation> standing = new HashMap<>();
        jdbc.sql(STANDING).param("ids", numbers).query(row -> {
            standing.put(new ConversationId(row.getLong("home")), conversation(row));
        });
        // Whoever held one of them may have put it into another meanwhile.
        return standing.values().stream().map(Conversation::id).allMatch(held::contains) ? standing : locked(ids);
    }

    List<Conversation> some(List<ConversationId> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(SOME)
                .param("ids", ids.stream().map(ConversationId::value).toArray(Long[]::new))
                .query((row, _) -> conversation(row))
                .list();
    }

    List<Conversation> of(CustomerId customer, int limit) {
        return jdbc.sql(OF_CUSTOMER)
                .param("customer", customer.value())
                .param("limit", limit)
                .query((row, _) -> conversation(row))
                .list();
    }

    /// A conversation and all that were put into it.
    Long[] members(ConversationId head) {
        return jdbc.sql(MEMBERS)
                .param("head", head.value())
                .query((row, _) -> row.getLong(1))
                .list()
                .toArray(Long[]::new);
    }

    ConversationId add(CustomerId customer, String subject, Status status, String medium, Instant at) {
        return jdbc.sql(ADD)
                .param("customer", customer.value())
                .param("subject", subject)
                .param("status", status.key())
                .param("medium", medium)
                .param("at", utc(at))
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .single();
    }

    void remove(ConversationId id) {
        jdbc.sql(REMOVE).param("id", id.value()).update();
    }

    /// Where a thread came in, whatever that was put into since.
    Optional<ConversationId> ofThread(long thread) {
        return jdbc.sql(OF_THREAD)
                .param("thread", thread)
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .optional();
    }

    /// One to be begun with its thread.
    record New(long thread, CustomerId customer, String subject, Status status, String medium, Instant at) {
        private Map<String, Object> row() {
            return Map.of(
                    "thread",
                    thread,
                    "customer",
                    customer.value(),
                    "subject",
                    subject,
                    "status",
                    status.key(),
                    "medium",
                    medium,
                    "at",
                    at.toString());
        }
    }

    /// Each by its thread, of which none has one.
    Map<Long, ConversationId> add(List<New> fresh) {
        return byThread(jdbc.sql(ADD_SOME)
                .param(
                        "rows",
                        json.writeValueAsString(fresh.stream().map(New::row).toList())));
    }

    Map<Long, ConversationId> ofThreads(Collection<Long> threads) {
        return byThread(jdbc.sql(OF_THREADS).param("threads", threads.toArray(Long[]::new)));
    }

    private static Map<Long, ConversationId> byThread(JdbcClient.StatementSpec asked) {
        Map<Long, ConversationId> found = new HashMap<>();
        asked.query(row -> {
            found.put(row.getLong("thread"), new ConversationId(row.getLong("conversation")));
        });
        return found;
    }

    /// The conversations that stand for themselves in which these threads are.
    List<ConversationId> heads(Collection<Long> threads) {
        return jdbc.sql(HEADS)
                .param("threads", threads.toArray(Long[]::new))
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .list();
    }

    void addThread(long thread, ConversationId conversation) {
        jdbc.sql(ADD_THREAD)
                .param("thread", thread)
                .param("conversation", conversation.value())
                .update();
    }

    void status(ConversationId id, Status status, @Nullable Instant until) {
        jdbc.sql(SET_STATUS)
                .param("id", id.value())
                .param("status", status.key())
                .param("until", utc(until), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void assignee(ConversationId id, @Nullable MemberId member) {
        jdbc.sql(SET_ASSIGNEE)
                .param("id", id.value())
                .param("assignee", member == null ? null : member.value(), java.sql.Types.BIGINT)
                .update();
    }

    void branch(ConversationId id, @Nullable BranchId branch) {
        jdbc.sql(SET_BRANCH)
                .param("id", id.value())
                .param("branch", branch == null ? null : branch.value(), java.sql.Types.BIGINT)
                .update();
    }

    void priority(ConversationId id, Priority priority) {
        jdbc.sql(SET_PRIORITY)
                .param("id", id.value())
                .param("priority", priority.rank())
                .update();
    }

    void labels(ConversationId id, Collection<String> labels) {
        jdbc.sql(SET_LABELS)
                .param("id", id.value())
                .param("labels", labels.stream().sorted().toArray(String[]::new))
                .update();
    }

    void subject(ConversationId id, String subject) {
        jdbc.sql(SET_SUBJECT).param("id", id.value()).param("subject", subject).update();
    }

    void failed(ConversationId id, boolean failed) {
        jdbc.sql(SET_FAILED).param("id", id.value()).param("failed", failed).update();
    }

    /// How conversations stand by all that was said and done in them.
    void settle(List<Standing> standings) {
        jdbc.sql(SETTLE).param("rows", json.writeValueAsString(standings)).update();
    }

    /// A conversation by all that was said and done in it; what was said last is missing where nothing was.
    record Standing(
            long id,
            @Nullable Instant asked,
            @Nullable Instant replied,
            @Nullable Instant waiting,
            @Nullable Instant resolved,
            int transfers,
            int reopened,
            int switches,
            @Nullable Instant at,
            @Nullable String kind,
            @Nullable String words,
            @Nullable String medium) {}

    static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationId(row.getLong("id")),
                new CustomerId(row.getLong("customer")),
                row.getString("name"),
                row.getString("subject"),
                Status.of(row.getString("status")).orElseThrow(),
                moment(row, "snoozed_until"),
                Priority.of(row.getInt("priority")),
                texts(row.getArray("labels")),
                row.getObject("assignee") == null ? null : new MemberId(row.getLong("assignee")),
                row.getObject("branch") == null ? null : new BranchId(row.getLong("branch")),
                row.getString("medium"),
                new Conversation.Last(at(row, "last_at"), row.getString("last_kind"), row.getString("last_words")),
                row.getBoolean("failed"),
                at(row, "created_at"),
                new Course(
                        moment(row, "asked_at"),
                        moment(row, "first_reply_at"),
                        moment(row, "waiting_since"),
                        moment(row, "resolved_at"),
                        row.getInt("reopened"),
                        row.getInt("transfers"),
                        row.getInt("switches")));
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
