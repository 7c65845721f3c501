package valentine.conversation;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Replies that are written once and used often, each under a short code.
@Repository
class CannedReplies {
    static final int LONGEST = 10_000;
    private static final int MOST = 300;
    private static final String ALL = "SELECT id, code, text FROM conversation.canned ORDER BY code LIMIT " + MOST;
    private static final String KEEP = """
            INSERT INTO conversation.canned (code, text, changed_by, changed_at)
            SELECT :code, :text, :by, :now
            WHERE (SELECT count(*) FROM conversation.canned) < :most
                OR EXISTS (SELECT FROM conversation.canned WHERE code = :code)
            ON CONFLICT (code) DO UPDATE
            SET text = excluded.text, changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """;
    private static final String REMOVE = "DELETE FROM conversation.canned WHERE id = :id";

    private final JdbcClient jdbc;
    private final Clock clock;

    CannedReplies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// A reply under its code.
    record Canned(long id, String code, String text) {}

    List<Canned> all() {
        return jdbc.sql(ALL)
                .query((row, _) -> new Canned(row.getLong("id"), row.getString("code"), row.getString("text")))
                .list();
    }

    /// Writes it, anew where the code is known; what is wrong with it, in words, where something is.
    @Transactional
    Optional<String> keep(String code, String text, By by) {
        String word = code.strip().toLowerCase(Locale.ROOT).replaceFirst("^/+", "");
        if (!word.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,29}")) {
            return Optional.of("A code is one short word of letters and digits, such as 'thanks'.");
        }
        String typed = Ends.typed(text, LONGEST);
        if (typed.isEmpty()) return Optional.of("Write what the reply says.");
        int kept = jdbc.sql(KEEP)
                .param("code", word)
                .param("text", typed)
                .param("by", by.said())
                .param("now", ConversationTable.utc(clock.instant()))
                .param("most", MOST)
                .update();
        return kept == 1 ? Optional.empty() : Optional.of("There are " + MOST + " of them: remove one first.");
    }

    @Transactional
    void remove(long id) {
        jdbc.sql(REMOVE).param("id", id).update();
    }
}
