package valentine.conversation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Emptying;
import valentine.customer.Ageing;

/// What was said in conversations that were resolved long ago: words, notes and files go; when it was, with whom and
/// how
/// long it took stays, so that reports are as they were.
@Component
class OldConversations implements Ageing {
    // Index conversation_status for the whole ones; conversation_merged for those put into them.
    private static final String OLD = """
            WITH RECURSIVE old AS (
                SELECT id FROM conversation.conversation
                WHERE merged_into IS NULL AND status = 'resolved' AND last_at < :before AND resolved_at < :before
                UNION ALL
                SELECT c.id FROM conversation.conversation c JOIN old ON c.merged_into = old.id)
            """;
    // What has not left yet keeps its words, until it has.
    private static final String MESSAGES = """
            FROM old
            JOIN conversation.message m ON m.conversation = old.id
            LEFT JOIN channel.arrival a ON a.id = m.arrival
            LEFT JOIN channel.departure d ON d.id = m.departure
            WHERE (d.id IS NULL OR d.state NOT IN ('waiting', 'held', 'sending'))
              AND (m.words <> ''::tsvector OR m.text <> ''
                   OR a.subject <> '' OR a.text <> '' OR a.html IS NOT NULL
                   OR d.subject <> '' OR d.text <> '' OR d.html IS NOT NULL
                   OR EXISTS (SELECT FROM channel.attachment f WHERE f.arrival = m.arrival)
                   OR EXISTS (SELECT FROM channel.attachment f WHERE f.departure = m.departure))
            """;
    private static final String COUNT = OLD + "SELECT count(*)\n" + MESSAGES;
    private static final String SOME = OLD + "SELECT m.id, m.arrival, m.departure\n" + MESSAGES + """
            ORDER BY m.id
            LIMIT :most
            """;
    private static final String EMPTY = """
            UPDATE conversation.message
            SET words = ''::tsvector, text = CASE WHEN kind = 'note' THEN '' END
            WHERE id = ANY (CAST(:ids AS bigint[]))
            """;
    private static final String SUBJECTS = """
            UPDATE conversation.conversation SET subject = 'No longer kept', last_words = ''
            WHERE id IN (SELECT conversation FROM conversation.message WHERE id = ANY (CAST(:ids AS bigint[])))
            """;
    private static final String DRAFTS = """
            DELETE FROM conversation.draft
            WHERE conversation IN (SELECT conversation FROM conversation.message WHERE id = ANY (CAST(:ids AS bigint[])))
            """;

    private final Emptying emptying;
    private final JdbcClient jdbc;

    OldConversations(Emptying emptying, JdbcClient jdbc) {
        this.emptying = emptying;
        this.jdbc = jdbc;
    }

    private record Said(
            long id, @Nullable Long arrival, @Nullable Long departure) {}

    @Override
    public String key() {
        return "conversations";
    }

    @Override
    public String what() {
        return "What was said in conversations that were resolved: messages, notes and files";
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql(COUNT)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Override
    public long forget(Instant before, int most) {
        List<Said> said = jdbc.sql(SOME)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Said(
                        row.getLong("id"),
                        row.getObject("arrival", Long.class),
                        row.getObject("departure", Long.class)))
                .list();
        if (said.isEmpty()) return 0;
        emptying.arrivals(
                said.stream().map(Said::arrival).filter(Objects::nonNull).toList());
        emptying.departures(
                said.stream().map(Said::departure).filter(Objects::nonNull).toList());
        Long[] ids = said.stream().map(Said::id).toArray(Long[]::new);
        for (String sql : List.of(EMPTY, SUBJECTS, DRAFTS)) {
            jdbc.sql(sql).param("ids", ids).update();
        }
        return said.size();
    }
}
