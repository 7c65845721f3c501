package valentine.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.team.MemberId;

/// The lists of the inbox, page by page.
///
/// A narrowed list is looked for among so many of its conversations at once; where there are more, the page goes on
/// there.
@Repository
class InboxTable {
    static final int WINDOW = 5_000;
    private static final int COUNTED = 100;
    private static final Look.Mark NEWEST = new Look.Mark(Instant.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);
    private static final Look.Mark OLDEST = new Look.Mark(Instant.parse("1900-01-01T00:00:00Z"), 0);

    // Index conversation_status.
    private static final String BY_STATUS = """
            SELECT c.id, c.last_at AS at FROM conversation.conversation c
            WHERE c.merged_into IS NULL AND c.status = :status AND (c.last_at, c.id) < (:at, :id)
            ORDER BY c.last_at DESC, c.id DESC
            """;
    // Index conversation_assignee.
    private static final String MINE = """
            SELECT c.id, c.last_at AS at FROM conversation.conversation c
            WHERE c.merged_into IS NULL AND c.assignee = :me AND c.status = 'open' AND (c.last_at, c.id) < (:at, :id)
            ORDER BY c.last_at DESC, c.id DESC
            """;
    // Index conversation_unassigned.
    private static final String UNASSIGNED = """
            SELECT c.id, c.last_at AS at FROM conversation.conversation c
            WHERE c.merged_into IS NULL AND c.assignee IS NULL AND c.status = 'open'
                AND (c.last_at, c.id) < (:at, :id)
            ORDER BY c.last_at DESC, c.id DESC
            """;
    // Index conversation_failed.
    private static final String FAILED = """
            SELECT c.id, c.last_at AS at FROM conversation.conversation c
            WHERE c.merged_into IS NULL AND c.failed AND (c.last_at, c.id) < (:at, :id)
            ORDER BY c.last_at DESC, c.id DESC
            """;
    // Index conversation_waiting.
    private static final String WAITING = """
            SELECT c.id, c.waiting_since AS at FROM conversation.conversation c
            WHERE c.merged_into IS NULL AND c.waiting_since IS NOT NULL AND c.status = 'open'
                AND (c.waiting_since, c.id) > (:at, :id)
            ORDER BY c.waiting_since, c.id
            """;
    // Index mention_member.
    private static final String MENTIONS = """
            SELECT coalesce(c.merged_into, c.id) AS id, m.message FROM conversation.mention m
            JOIN conversation.conversation c ON c.id = m.conversation
            WHERE m.member = :me AND m.message < :id
            ORDER BY m.message DESC
            """;
    private static final String NARROWED = """
            SELECT seen.id, seen.at FROM seen JOIN conversation.conversation c ON c.id = seen.id
            WHERE (:assignee = '' OR (:assignee = 'none' AND c.assignee IS NULL)
                    OR CAST(c.assignee AS text) = :assignee)
                AND (:branch = '' OR CAST(c.branch AS text) = :branch)
                AND (:medium = '' OR c.medium = :medium)
                AND (:label = '' OR :label = ANY (c.labels))
                AND (:priority < 0 OR c.priority = :priority)
            """;
    private static final String COUNT = "SELECT count(*) FROM (%s LIMIT :limit) few";
    // Primary key, from its end.
    private static final String ANY = "SELECT EXISTS (SELECT FROM conversation.conversation)";

    private final ConversationTable table;
    private final JdbcClient jdbc;

    InboxTable(ConversationTable table, JdbcClient jdbc) {
        this.table = table;
        this.jdbc = jdbc;
    }

    /// A page of a list, and where it goes on.
    record Part(List<Conversation> conversations, Optional<Look.Mark> next) {
        Part {
            conversations = List.copyOf(conversations);
        }
    }

    Part read(Look look, MemberId me, int limit) {
        if (look.view() == View.MENTIONS) return mentions(look, me, limit);
        String list = list(look.view());
        boolean forth = look.view() == View.WAITING;
        Look.Mark mark = look.from() == null ? forth ? OLDEST : NEWEST : look.from();
        String seen = list + "LIMIT " + (look.isNarrowed() ? WINDOW : limit);
        String order = forth ? "ORDER BY seen.at, seen.id" : "ORDER BY seen.at DESC, seen.id DESC";
        List<Look.Mark> marks = given(
                        "WITH seen AS (" + seen + ")\n" + NARROWED + order + " LIMIT :limit", look.view(), me, mark)
                .param("assignee", look.assignee())
                .param("branch", look.branch())
                .param("medium", look.medium() == null ? "" : look.medium().key())
                .param("label", look.label())
                .param(
                        "priority",
                        look.priority() == null ? -1 : look.priority().rank())
                .param("limit", limit)
                .query((row, _) -> mark(row))
                .list();
        List<Conversation> found = table.some(
                marks.stream().map(each -> new ConversationId(each.id())).toList());
        if (marks.size() == limit) return new Part(found, Optional.of(marks.getLast()));
        if (!look.isNarrowed()) return new Part(found, Optional.empty());
        return new Part(
                found,
                given(list + "LIMIT 1 OFFSET " + (WINDOW - 1), look.view(), me, mark)
                        .query((row, _) -> mark(row))
                        .optional());
    }

    /// How many there are in a list, up to a hundred.
    int count(View view, MemberId me) {
        return given(COUNT.formatted(list(view)), view, me, view == View.WAITING ? OLDEST : NEWEST)
                .param("limit", COUNTED)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    boolean any() {
        return jdbc.sql(ANY).query((row, _) -> row.getBoolean(1)).single();
    }

    private Part mentions(Look look, MemberId me, int limit) {
        long mark = look.from() == null ? Long.MAX_VALUE : look.from().id();
        Set<ConversationId> heads = new LinkedHashSet<>();
        List<Long> messages = new ArrayList<>();
        jdbc.sql(MENTIONS + "LIMIT " + limit)
                .param("me", me.value())
                .param("id", mark)
                .query(row -> {
                    heads.add(new ConversationId(row.getLong("id")));
                    messages.add(row.getLong("message"));
                });
        return new Part(
                table.some(List.copyOf(heads)),
                messages.size() < limit
                        ? Optional.empty()
                        : Optional.of(new Look.Mark(Instant.EPOCH, messages.getLast())));
    }

    private static String list(View view) {
        return switch (view) {
            case MINE -> MINE;
            case UNASSIGNED -> UNASSIGNED;
            case WAITING -> WAITING;
            case FAILED -> FAILED;
            case MENTIONS -> MENTIONS;
            case OPEN, PENDING, SNOOZED, RESOLVED -> BY_STATUS;
        };
    }

    private JdbcClient.StatementSpec given(String sql, View view, MemberId me, Look.Mark mark) {
        JdbcClient.StatementSpec given = jdbc.sql(sql)
                .param("at", ConversationTable.utc(mark.at()))
                .param("id", mark.id())
                .param("me", me.value());
        return given.param("status", view.key());
    }

    private static Look.Mark mark(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Look.Mark(ConversationTable.at(row, "at"), row.getLong("id"));
    }
}
