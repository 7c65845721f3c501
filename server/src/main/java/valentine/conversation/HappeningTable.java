package valentine.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Everything that became of conversations; rows are added and never rewritten.
@Repository("conversationHappenings")
class HappeningTable {
    private static final String ADD = """
            INSERT INTO conversation.happening (conversation, at, by, what, was, became, act)
            VALUES (:conversation, :at, :by, :what, :was, :became, :act)
            """;
    private static final String OPENED = """
            INSERT INTO conversation.happening (conversation, at, by, what, was, became)
            SELECT id, created_at, :by, 'opened', '', :status
            FROM conversation.conversation WHERE id = ANY (:ids) ORDER BY id
            """;
    // Index happening_conversation.
    private static final String OF = """
            SELECT id, conversation, at, by, what, was, became, act FROM conversation.happening
            WHERE conversation = ANY (:members) AND undone_at IS NULL
            ORDER BY at, id
            """;
    // Index happening_act.
    private static final String OF_ACT = """
            SELECT id, conversation, at, by, what, was, became, act FROM conversation.happening
            WHERE act = :act AND undone_at IS NULL
            ORDER BY id DESC
            """;
    private static final String UNDO = "UPDATE conversation.happening SET undone_at = :now WHERE id = :id";
    private static final String NEXT_ACT = "SELECT nextval('conversation.act')";

    private final JdbcClient jdbc;

    HappeningTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ActId act() {
        return jdbc.sql(NEXT_ACT).query((row, _) -> new ActId(row.getLong(1))).single();
    }

    void add(
            ConversationId conversation,
            Instant at,
            By by,
            Happening.What what,
            String was,
            String became,
            @Nullable ActId act) {
        jdbc.sql(ADD)
                .param("conversation", conversation.value())
                .param("at", ConversationTable.utc(at))
                .param("by", by.said())
                .param("what", what.key())
                .param("was", was)
                .param("became", became)
                .param("act", act == null ? null : act.value(), java.sql.Types.BIGINT)
                .update();
    }

    /// That these were opened when they began.
    void opened(Collection<ConversationId> ids, By by, Status status) {
        jdbc.sql(OPENED)
                .param("ids", ids.stream().map(ConversationId::value).toArray(Long[]::new))
                .param("by", by.said())
                .param("status", status.key())
                .update();
    }

    /// The oldest first.
    List<Happening> of(Long[] members) {
        return jdbc.sql(OF)
                .param("members", members)
                .query((row, _) -> happening(row))
                .list();
    }

    /// The latest first.
    List<Happening> of(ActId act) {
        return jdbc.sql(OF_ACT)
                .param("act", act.value())
                .query((row, _) -> happening(row))
                .list();
    }

    void undo(long id, Instant now) {
        jdbc.sql(UNDO).param("id", id).param("now", ConversationTable.utc(now)).update();
    }

    private static Happening happening(ResultSet row) throws SQLException {
        return new Happening(
                row.getLong("id"),
                new ConversationId(row.getLong("conversation")),
                ConversationTable.at(row, "at"),
                new By(row.getString("by")),
                Happening.What.of(row.getString("what")),
                row.getString("was"),
                row.getString("became"),
                row.getObject("act") == null ? null : new ActId(row.getLong("act")));
    }
}
