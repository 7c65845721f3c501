package valentine.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.channel.ArrivalId;
import valentine.channel.AttachmentId;
import valentine.channel.DepartureId;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// What was said in conversations: which message, when and by whom; the words lie with the channel.
@Repository
class MessageTable {
    private static final String ADD = """
            INSERT INTO conversation.message (conversation, customer, thread, at, kind, medium, member, author, arrival,
                departure, text, words)
            VALUES (:conversation, :customer, :thread, :at, :kind, :medium, :member, :author, :arrival, :departure,
                :text, to_tsvector('simple', :words))
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    static final String COLUMNS = """
            SELECT m.id, m.kind, m.at, m.medium, m.member, m.author, m.arrival, m.departure, m.failed,
                coalesce(m.text, a.text, d.text, '') AS text, coalesce(a.subject, d.subject, '') AS subject,
                coalesce(a.quoted_from, length(coalesce(m.text, d.text, ''))) AS quoted_from,
                coalesce(a.html, d.html) IS NOT NULL AS has_html, coalesce(a.is_sure, true) AS is_sure,
                coalesce(a.sender_name, '') AS sender_name, coalesce(a.sender, d.to_value, '') AS address,
                d.state, d.due_at
            FROM conversation.message m
            LEFT JOIN channel.arrival a ON a.id = m.arrival
            LEFT JOIN channel.departure d ON d.id = m.departure
            """;
    // Index message_conversation, from its end.
    private static final String PAGE = COLUMNS + """
            WHERE m.conversation = ANY (:members) AND (m.at, m.id) < (:at, :id)
            ORDER BY m.at DESC, m.id DESC
            LIMIT :limit
            """;
    // Primary key.
    private static final String ONE = COLUMNS + "WHERE m.id = :id AND m.conversation = ANY (:members)";
    // Indexes attachment_arrival and attachment_departure.
    private static final String FILES = """
            SELECT id, arrival, departure, name, media_type, size FROM channel.attachment
            WHERE arrival = ANY (:arrivals)
            UNION ALL
            SELECT id, arrival, departure, name, media_type, size FROM channel.attachment
            WHERE departure = ANY (:departures)
            ORDER BY id
            """;
    // Index message_conversation: the few that came last.
    private static final String AFTER = """
            SELECT count(*) FILTER (WHERE m.kind = 'in') AS asked,
                count(*) FILTER (WHERE m.kind = 'out' AND m.member IS DISTINCT FROM :me) AS answered,
                max(m.member) FILTER (WHERE m.kind = 'out' AND m.member IS DISTINCT FROM :me) AS by
            FROM conversation.message m
            WHERE m.conversation = ANY (:members) AND m.id > :seen
            """;
    private static final String LATEST = "SELECT max(id) FROM conversation.message WHERE conversation = ANY (:members)";
    // Index message_departure.
    private static final String OF_DEPARTURE = """
            SELECT id, conversation FROM conversation.message WHERE departure = :departure
            """;
    private static final String LEFT =
            "UPDATE conversation.message SET at = :at, failed = NULL WHERE departure = :departure";
    private static final String FAILED =
            "UPDATE conversation.message SET failed = :why WHERE departure = :departure AND failed IS NULL";
    private static final String WELL =
            "UPDATE conversation.message SET failed = NULL WHERE departure = :departure AND failed IS NOT NULL";
    private static final String REMOVE = "DELETE FROM conversation.message WHERE id = :id";
    private static final String MENTION = """
            INSERT INTO conversation.mention (message, member, conversation) VALUES (:message, :member, :conversation)
            ON CONFLICT DO NOTHING
            """;
    private static final String SEEN = """
            UPDATE conversation.mention SET seen_at = :now
            WHERE member = :member AND conversation = ANY (:members) AND seen_at IS NULL
            """;
    private static final String MENTIONED = """
            SELECT count(*) FROM (
                SELECT FROM conversation.mention WHERE member = :member AND seen_at IS NULL LIMIT 100) AS few
            """;
    // What we said of ourselves in a thread before anybody answered; index departure_thread.
    private static final String SAID_BEFORE = """
            SELECT d.id, d.thread, d.customer, d.changed_at, d.writer, d.subject, d.text
            FROM unnest(CAST(:threads AS bigint[])) AS given (thread)
            CROSS JOIN LATERAL (
                SELECT * FROM channel.departure
                WHERE thread = given.thread AND state IN ('handed_over', 'delivered', 'read')
                    AND NOT EXISTS (SELECT FROM conversation.message m WHERE m.departure = departure.id)
                ORDER BY id LIMIT 50) d
            ORDER BY d.id
            """;

    private final JdbcClient jdbc;

    MessageTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A message to be kept.
    ///
    /// @param words all under which it is found
    record New(
            ConversationId conversation,
            CustomerId customer,
            @Nullable Long thread,
            Instant at,
            Message.Kind kind,
            String medium,
            @Nullable MemberId member,
            String author,
            @Nullable ArrivalId arrival,
            @Nullable DepartureId departure,
            @Nullable String note,
            String words) {}

    /// Where a page of messages goes on: backwards in time.
    record Mark(Instant at, long id) {
        static final Mark NEWEST = new Mark(Instant.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);
    }

    /// What came while somebody was writing.
    record Since(int asked, int answered, @Nullable MemberId by) {
        boolean isAnything() {
            return asked + answered > 0;
        }
    }

    /// A message of ours that was written before the conversation began.
    record Before(
            DepartureId id,
            long thread,
            CustomerId customer,
            Instant at,
            @Nullable MemberId writer,
            String subject,
            String text) {}

    /// Nothing where it is there already.
    Optional<MessageId> add(New message) {
        return jdbc.sql(ADD)
                .param("conversation", message.conversation().value())
                .param("customer", message.customer().value())
                .param("thread", message.thread(), Types.BIGINT)
                .param("at", ConversationTable.utc(message.at()))
                .param("kind", message.kind().key())
                .param("medium", message.medium())
                .param(
                        "member",
                        message.member() == null ? null : message.member().value(),
                        Types.BIGINT)
                .param("author", message.author())
                .param(
                        "arrival",
                        message.arrival() == null ? null : message.arrival().value(),
                        Types.BIGINT)
                .param(
                        "departure",
                        message.departure() == null ? null : message.departure().value(),
                        Types.BIGINT)
                .param("text", message.note(), Types.VARCHAR)
                .param("words", SearchWords.of(message.words()))
                .query((row, _) -> new MessageId(row.getLong(1)))
                .optional();
    }

    /// The latest before a mark, the newest first.
    List<Message> before(Long[] members, Mark mark, int limit) {
        return read(jdbc.sql(PAGE)
                .param("members", members)
                .param("at", ConversationTable.utc(mark.at()))
                .param("id", mark.id())
                .param("limit", limit));
    }

    Optional<Message> one(Long[] members, MessageId id) {
        return read(jdbc.sql(ONE).param("members", members).param("id", id.value())).stream()
                .findFirst();
    }

    Since since(Long[] members, MessageId seen, @Nullable MemberId me) {
        return jdbc.sql(AFTER)
                .param("members", members)
                .param("seen", seen.value())
                .param("me", me == null ? null : me.value(), Types.BIGINT)
                .query((row, _) -> new Since(
                        row.getInt("asked"),
                        row.getInt("answered"),
                        row.getObject("by") == null ? null : new MemberId(row.getLong("by"))))
                .single();
    }

    MessageId latest(Long[] members) {
        return jdbc.sql(LATEST)
                .param("members", members)
                .query((row, _) -> new MessageId(row.getLong(1)))
                .single();
    }

    /// The message and where it came in.
    Optional<Map.Entry<MessageId, ConversationId>> of(DepartureId departure) {
        return jdbc.sql(OF_DEPARTURE)
                .param("departure", departure.value())
                .query((row, _) ->
                        Map.entry(new MessageId(row.getLong("id")), new ConversationId(row.getLong("conversation"))))
                .optional();
    }

    void left(DepartureId departure, Instant at) {
        jdbc.sql(LEFT)
                .param("departure", departure.value())
                .param("at", ConversationTable.utc(at))
                .update();
    }

    void failed(DepartureId departure, String why) {
        jdbc.sql(FAILED).param("departure", departure.value()).param("why", why).update();
    }

    boolean well(DepartureId departure) {
        return jdbc.sql(WELL).param("departure", departure.value()).update() == 1;
    }

    void remove(MessageId id) {
        jdbc.sql(REMOVE).param("id", id.value()).update();
    }

    void mention(MessageId message, ConversationId conversation, MemberId member) {
        jdbc.sql(MENTION)
                .param("message", message.value())
                .param("member", member.value())
                .param("conversation", conversation.value())
                .update();
    }

    boolean seen(Long[] members, MemberId member, Instant now) {
        return jdbc.sql(SEEN)
                        .param("members", members)
                        .param("member", member.value())
                        .param("now", ConversationTable.utc(now))
                        .update()
                > 0;
    }

    /// In how many notes somebody is named that he has not seen, up to a hundred.
    int mentions(MemberId member) {
        return jdbc.sql(MENTIONED)
                .param("member", member.value())
                .query((row, _) -> row.getInt(1))
                .single();
    }

    List<Before> saidBefore(Collection<Long> threads) {
        return jdbc.sql(SAID_BEFORE)
                .param("threads", threads.toArray(Long[]::new))
                .query((row, _) -> new Before(
                        new DepartureId(row.getLong("id")),
                        row.getLong("thread"),
                        new CustomerId(row.getLong("customer")),
                        ConversationTable.at(row, "changed_at"),
                        row.getObject("writer") == null ? null : new MemberId(row.getLong("writer")),
                        row.getString("subject"),
                        row.getString("text")))
                .list();
    }

    private List<Message> read(JdbcClient.StatementSpec asked) {
        List<Message> bare = asked.query((row, _) -> message(row)).list();
        Map<String, List<Message.Attachment>> files = files(bare);
        return files.isEmpty()
                ? bare
                : bare.stream()
                        .map(message -> with(message, files.getOrDefault(key(message), List.of())))
                        .toList();
    }

    private Map<String, List<Message.Attachment>> files(List<Message> messages) {
        Map<String, List<Message.Attachment>> files = new HashMap<>();
        Long[] arrivals = messages.stream()
                .flatMap(one -> Optional.ofNullable(one.arrival()).stream())
                .map(ArrivalId::value)
                .toArray(Long[]::new);
        Long[] departures = messages.stream()
                .flatMap(one -> Optional.ofNullable(one.departure()).stream())
                .map(DepartureId::value)
                .toArray(Long[]::new);
        jdbc.sql(FILES)
                .param("arrivals", arrivals)
                .param("departures", departures)
                .query(row -> {
                    String key = row.getObject("arrival") == null
                            ? "out " + row.getLong("departure")
                            : "in " + row.getLong("arrival");
                    files.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(new Message.Attachment(
                                    new AttachmentId(row.getLong("id")),
                                    row.getString("name"),
                                    row.getString("media_type"),
                                    row.getInt("size")));
                });
        return files;
    }

    private static String key(Message message) {
        if (message.arrival() != null) return "in " + message.arrival().value();
        return message.departure() == null ? "" : "out " + message.departure().value();
    }

    private static Message with(Message bare, List<Message.Attachment> files) {
        return new Message(
                bare.id(),
                bare.kind(),
                bare.at(),
                bare.medium(),
                bare.member(),
                bare.author(),
                bare.address(),
                bare.isClaim(),
                bare.subject(),
                bare.text(),
                bare.quotedFrom(),
                bare.hasHtml(),
                bare.arrival(),
                bare.departure(),
                bare.state(),
                bare.dueAt(),
                bare.failed(),
                files);
    }

    static Message message(ResultSet row) throws SQLException {
        String text = row.getString("text");
        String author = row.getString("author");
        String state = row.getString("state");
        return new Message(
                new MessageId(row.getLong("id")),
                Message.Kind.of(row.getString("kind")),
                ConversationTable.at(row, "at"),
                row.getString("medium"),
                row.getObject("member") == null ? null : new MemberId(row.getLong("member")),
                author.isEmpty() ? row.getString("sender_name") : author,
                row.getString("address"),
                !row.getBoolean("is_sure"),
                row.getString("subject"),
                text,
                Math.clamp(row.getInt("quoted_from"), 0, text.length()),
                row.getBoolean("has_html"),
                row.getObject("arrival") == null ? null : new ArrivalId(row.getLong("arrival")),
                row.getObject("departure") == null ? null : new DepartureId(row.getLong("departure")),
                state == null ? "" : state,
                ConversationTable.moment(row, "due_at"),
                row.getString("failed"),
                List.of());
    }
}
