package valentine.conversation;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import valentine.team.MemberId;

/// Lists of the inbox that members keep, for themselves or for everybody.
@Repository
class SavedViews {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final String OF = """
            SELECT id, member IS NULL AS is_shared, name, query, made_by FROM conversation.view
            WHERE member = :member OR member IS NULL
            ORDER BY lower(name), id LIMIT
            """ + MOST;
    private static final String KEEP = """
            INSERT INTO conversation.view (member, name, query, made_by, made_at)
            SELECT :member, :name, :query, :by, :now
            WHERE (SELECT count(*) FROM conversation.view WHERE made_by = :by) < :most
            """;
    private static final String REMOVE = "DELETE FROM conversation.view WHERE id = :id AND made_by = :by";

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// A list by the name that somebody gave it.
    record Saved(long id, boolean isShared, String name, Look look, MemberId by) {
        boolean is(Look other) {
            return look.equals(other.on(null));
        }
    }

    List<Saved> of(MemberId member) {
        return jdbc.sql(OF)
                .param("member", member.value())
                .query((row, _) -> new Saved(
                        row.getLong("id"),
                        row.getBoolean("is_shared"),
                        row.getString("name"),
                        Look.of(row.getString("query")),
                        new MemberId(row.getLong("made_by"))))
                .list();
    }

    @Transactional
    void keep(String name, Look look, boolean shared, MemberId by) {
        String line = Ends.line(name, LONGEST_NAME);
        if (line.isEmpty()) return;
        jdbc.sql(KEEP)
                .param("member", shared ? null : by.value(), java.sql.Types.BIGINT)
                .param("name", line)
                .param("query", look.on(null).query())
                .param("by", by.value())
                .param("now", ConversationTable.utc(clock.instant()))
                .param("most", MOST)
                .update();
    }

    /// Whoever made it may remove it.
    @Transactional
    boolean remove(long id, MemberId by) {
        return jdbc.sql(REMOVE).param("id", id).param("by", by.value()).update() == 1;
    }
}
