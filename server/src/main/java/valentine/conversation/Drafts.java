package valentine.conversation;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import valentine.team.MemberId;

/// What members were about to say, each for himself, until it is said.
@Repository("conversationDrafts")
class Drafts {
    private static final String KEEP = """
            INSERT INTO conversation.draft (member, conversation, kind, text, at)
            SELECT :member, id, :kind, :text, :now FROM conversation.conversation WHERE id = :conversation
            ON CONFLICT (member, conversation, kind) DO UPDATE SET text = excluded.text, at = excluded.at
            """;
    private static final String DROP = """
            DELETE FROM conversation.draft WHERE member = :member AND conversation = :conversation AND kind = :kind
            """;
    private static final String READ = """
            SELECT text FROM conversation.draft
            WHERE member = :member AND conversation = :conversation AND kind = :kind
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    enum Kind {
        REPLY,
        NOTE;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Kind of(String key) {
            return key.equals("note") ? NOTE : REPLY;
        }
    }

    /// An empty one is none.
    @Transactional
    void keep(MemberId member, ConversationId conversation, Kind kind, String text) {
        String typed = Ends.typed(text, Reply.LONGEST);
        if (typed.isBlank()) {
            drop(member, conversation, kind);
            return;
        }
        jdbc.sql(KEEP)
                .param("member", member.value())
                .param("conversation", conversation.value())
                .param("kind", kind.key())
                .param("text", typed)
                .param("now", ConversationTable.utc(clock.instant()))
                .update();
    }

    void drop(MemberId member, ConversationId conversation, Kind kind) {
        jdbc.sql(DROP)
                .param("member", member.value())
                .param("conversation", conversation.value())
                .param("kind", kind.key())
                .update();
    }

    Optional<String> of(MemberId member, ConversationId conversation, Kind kind) {
        return jdbc.sql(READ)
                .param("member", member.value())
                .param("conversation", conversation.value())
                .param("kind", kind.key())
                .query((row, _) -> row.getString(1))
                .optional();
    }
}
