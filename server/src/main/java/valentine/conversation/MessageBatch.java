package valentine.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.ArrivalId;

/// What was said in many conversations, a statement for all of them.
@Repository
class MessageBatch {
    private static final String ADD_SOME = """
            INSERT INTO conversation.message (conversation, customer, thread, at, kind, medium, member, author, arrival,
                words)
            SELECT conversation, customer, thread, at, kind, medium, member, author, arrival,
                to_tsvector('simple', words)
            FROM json_to_recordset(CAST(:rows AS json)) AS r (conversation bigint, customer bigint, thread bigint,
                at timestamptz, kind text, medium text, member bigint, author text, arrival bigint, words text)
            ON CONFLICT DO NOTHING
            """;
    // Primary key and index conversation_merged of conversations, index message_conversation.
    private static final String PART = """
            WITH part AS (
                SELECT id, id AS head FROM conversation.conversation WHERE id = ANY (:heads)
                UNION ALL
                SELECT id, merged_into FROM conversation.conversation WHERE merged_into = ANY (:heads)
            )
            """;
    private static final String STEPS = PART + """
            SELECT p.head, m.at, m.kind, m.medium, m.member IS NOT NULL OR m.author <> '' AS by_person,
                m.failed IS NOT NULL AS failed
            FROM part p JOIN conversation.message m ON m.conversation = p.id
            WHERE m.kind IN ('in', 'out')
            ORDER BY m.id
            """;
    private static final String LAST = PART + """
            SELECT DISTINCT ON (p.head) p.head, m.id
            FROM part p JOIN conversation.message m ON m.conversation = p.id
            WHERE m.at <= :until
            ORDER BY p.head, m.at DESC, m.id DESC
            """;
    // Primary key.
    private static final String EACH = MessageTable.COLUMNS + "WHERE m.id = ANY (:ids)";
    // Index message_arrival.
    private static final String MEDIA = """
            UPDATE conversation.message m SET medium = given.medium
            FROM unnest(CAST(:arrivals AS bigint[]), CAST(:media AS text[])) AS given (arrival, medium)
            WHERE m.arrival = given.arrival
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MessageBatch(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Messages that came in, many at once.
    void add(List<MessageTable.New> said) {
        jdbc.sql(ADD_SOME)
                .param(
                        "rows",
                        json.writeValueAsString(
                                said.stream().map(MessageBatch::row).toList()))
                .update();
    }

    private static Map<String, Object> row(MessageTable.New message) {
        Map<String, Object> row = new HashMap<>();
        row.put("conversation", message.conversation().value());
        row.put("customer", message.customer().value());
        row.put("thread", message.thread());
        row.put("at", message.at().toString());
        row.put("kind", message.kind().key());
        row.put("medium", message.medium());
        if (message.member() != null) row.put("member", message.member().value());
        row.put("author", message.author());
        if (message.arrival() != null) row.put("arrival", message.arrival().value());
        row.put("words", SearchWords.of(message.words()));
        return row;
    }

    /// By what way each came before it stood in a file.
    void media(Map<ArrivalId, String> media) {
        if (media.isEmpty()) return;
        jdbc.sql(MEDIA)
                .param("arrivals", media.keySet().stream().map(ArrivalId::value).toArray(Long[]::new))
                .param("media", media.values().toArray(String[]::new))
                .update();
    }

    /// What the clock of each runs by. Of us only what leaves now: what is to go out later answers nobody yet.
    Map<ConversationId, List<Course.Step>> steps(List<ConversationId> heads, Instant now) {
        Map<ConversationId, List<Course.Step>> steps = new HashMap<>();
        jdbc.sql(STEPS).param("heads", numbers(heads)).query(row -> {
            List<Course.Step> those =
                    steps.computeIfAbsent(new ConversationId(row.getLong("head")), _ -> new ArrayList<>());
            Instant at = ConversationTable.at(row, "at");
            if (row.getString("kind").equals("in")) those.add(new Course.Step.Asked(at, row.getString("medium")));
            else if (!row.getBoolean("failed") && !at.isAfter(now.plus(Ledger.UNDO)))
                those.add(new Course.Step.Answered(at, row.getBoolean("by_person")));
        });
        return steps;
    }

    /// What was said last in each, without its files.
    Map<ConversationId, Message> last(List<ConversationId> heads, Instant until) {
        Map<Long, ConversationId> last = new HashMap<>();
        jdbc.sql(LAST)
                .param("heads", numbers(heads))
                .param("until", ConversationTable.utc(until))
                .query(row -> {
                    last.put(row.getLong("id"), new ConversationId(row.getLong("head")));
                });
        return jdbc
                .sql(EACH)
                .param("ids", last.keySet().toArray(Long[]::new))
                .query((row, _) -> MessageTable.message(row))
                .stream()
                .collect(Collectors.toMap(
                        one -> Objects.requireNonNull(last.get(one.id().value())), one -> one));
    }

    private static Long[] numbers(List<ConversationId> ids) {
        return ids.stream().map(ConversationId::value).toArray(Long[]::new);
    }
}
