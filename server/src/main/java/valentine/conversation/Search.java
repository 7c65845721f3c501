package valentine.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds what was said in any conversation, the newest first.
@Service("conversationSearch")
class Search {
    private static final int LIMIT = 30;
    /// However common the words are, nobody waits longer.
    private static final String PATIENCE = "SELECT set_config('statement_timeout', '1500', true)";
    // Common words are found along the primary key, rare ones by the index message_words: the planner must see the
    // words to choose, so no plan is kept for all of them.
    private static final String EACH_ANEW = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)";
    private static final String FIND = """
            WITH found AS (
                SELECT m.id, m.conversation, m.at, m.kind, m.text, m.arrival, m.departure
                FROM conversation.message m
                WHERE m.words @@ to_tsquery('simple', :query) AND m.id < :before
                ORDER BY m.id DESC
                LIMIT :limit
            )
            SELECT f.id, coalesce(c.merged_into, c.id) AS conversation, f.at, f.kind, h.subject, h.status,
                coalesce(k.name, '') AS name, coalesce(f.text, a.text, d.text, '') AS text
            FROM found f
            JOIN conversation.conversation c ON c.id = f.conversation
            JOIN conversation.conversation h ON h.id = coalesce(c.merged_into, c.id)
            LEFT JOIN channel.arrival a ON a.id = f.arrival
            LEFT JOIN channel.departure d ON d.id = f.departure
            LEFT JOIN customer.profile w ON w.profile = h.customer
            LEFT JOIN customer.card k ON k.customer = w.head
            ORDER BY f.id DESC
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;

    Search(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /// A message in which all words stand.
    record Hit(
            MessageId message,
            ConversationId conversation,
            Instant at,
            Message.Kind kind,
            String name,
            String subject,
            Status status,
            Snippet snippet) {}

    /// What was found, and from where it goes on.
    ///
    /// @param tooMany whether so much fits that it was not waited for
    record Found(List<Hit> hits, @Nullable MessageId next, boolean tooMany) {
        static final Found NOTHING = new Found(List.of(), null, false);

        Found {
            hits = List.copyOf(hits);
        }
    }

    Found find(String question, Optional<MessageId> before) {
        List<String> asked = SearchWords.asked(question);
        if (asked.isEmpty()) return Found.NOTHING;
        try {
            return java.util.Objects.requireNonNull(reading.execute(_ -> read(asked, before)));
        } catch (QueryTimeoutException e) {
            return new Found(List.of(), null, true);
        }
    }

    private Found read(List<String> asked, Optional<MessageId> before) {
        for (String setting : List.of(PATIENCE, EACH_ANEW)) jdbc.sql(setting).query(_ -> {});
        List<Hit> hits = jdbc.sql(FIND)
                .param("query", SearchWords.query(asked))
                .param("before", before.map(MessageId::value).orElse(Long.MAX_VALUE))
                .param("limit", LIMIT + 1)
                .query((row, _) -> new Hit(
                        new MessageId(row.getLong("id")),
                        new ConversationId(row.getLong("conversation")),
                        ConversationTable.at(row, "at"),
                        Message.Kind.of(row.getString("kind")),
                        row.getString("name"),
                        row.getString("subject"),
                        Status.of(row.getString("status")).orElseThrow(),
                        Snippet.of(row.getString("text"), asked)))
                .list();
        List<Hit> shown = hits.subList(0, Math.min(LIMIT, hits.size()));
        return new Found(shown, hits.size() > LIMIT ? shown.getLast().message() : null, false);
    }
}
