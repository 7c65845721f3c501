package valentine.conversation;

import java.time.Instant;
import java.util.ArrayList;
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
    private static final int NEWEST = 50_000;
    /// So many among the newest ones promise the rest of a page among twice as many before them.
    private static final int PROMISING = 10;
    /// However common the words are, nobody waits longer.
    private static final String PATIENCE = "SELECT set_config('statement_timeout', '1500', true)";
    // Along the primary key: words that stand in one message of some hundreds are found before the end.
    private static final String AMONG = """
            SELECT m.id
            FROM (SELECT id, words FROM conversation.message WHERE id < :before ORDER BY id DESC LIMIT :among) m
            WHERE m.words @@ to_tsquery('simple', :query)
            ORDER BY m.id DESC
            LIMIT :limit
            """;
    private static final String FIRST = """
            SELECT min(id) AS id
            FROM (SELECT id FROM conversation.message WHERE id < :before ORDER BY id DESC LIMIT :among) m
            """;
    // Index message_words, whatever the planner thinks of words that it has no count of: by itself it would look for
    // them along the primary key too, through half of all messages.
    private static final String ALL = """
            WITH hits AS MATERIALIZED (
                SELECT id FROM conversation.message WHERE words @@ to_tsquery('simple', :query) AND id < :before
            )
            SELECT id FROM hits ORDER BY id DESC LIMIT :limit
            """;
    private static final String SHOW = """
            SELECT f.id, coalesce(c.merged_into, c.id) AS conversation, f.at, f.kind, h.subject, h.status,
                coalesce(k.name, '') AS name, coalesce(f.text, a.text, d.text, '') AS text
            FROM conversation.message f
            JOIN conversation.conversation c ON c.id = f.conversation
            JOIN conversation.conversation h ON h.id = coalesce(c.merged_into, c.id)
            LEFT JOIN channel.arrival a ON a.id = f.arrival
            LEFT JOIN channel.departure d ON d.id = f.departure
            LEFT JOIN customer.profile w ON w.profile = h.customer
            LEFT JOIN customer.card k ON k.customer = w.head
            WHERE f.id = ANY (:ids)
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
        jdbc.sql(PATIENCE).query(_ -> {});
        List<Hit> hits = jdbc.sql(SHOW)
                .param("ids", ids(SearchWords.query(asked), before))
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

    /// Common words are found among the newest messages, rare ones by the index: it has to find all before it knows the
    /// newest.
    private Long[] ids(String query, Optional<MessageId> before) {
        long end = before.map(MessageId::value).orElse(Long.MAX_VALUE);
        List<Long> found = new ArrayList<>(among(query, end, NEWEST, LIMIT + 1));
        if (found.size() >= PROMISING && found.size() <= LIMIT) {
            found.addAll(among(query, first(end), 2 * NEWEST, LIMIT + 1 - found.size()));
        }
        if (found.size() > LIMIT) return found.toArray(Long[]::new);
        return jdbc.sql(ALL)
                .param("query", query)
                .param("before", end)
                .param("limit", LIMIT + 1)
                .query((row, _) -> row.getLong("id"))
                .list()
                .toArray(Long[]::new);
    }

    private List<Long> among(String query, long before, int among, int limit) {
        return jdbc.sql(AMONG)
                .param("before", before)
                .param("among", among)
                .param("query", query)
                .param("limit", limit)
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    private long first(long before) {
        return jdbc.sql(FIRST)
                .param("before", before)
                .param("among", NEWEST)
                .query((row, _) -> row.getLong("id"))
                .single();
    }
}
