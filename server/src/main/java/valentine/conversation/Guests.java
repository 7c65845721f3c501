package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.channel.Medium;
import valentine.channel.ThreadId;
import valentine.chat.Presence;
import valentine.chat.Talks;
import valentine.chat.Watcher;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;

/// Visitors of the chat with whom conversations are held: we see that they are here and write, they see that we read
/// and write.
@Component
@ConditionalOnWebApplication
class Guests implements Watcher {
    // Index thread_conversation: the newest ones.
    private static final String THREADS = """
            SELECT thread FROM conversation.thread WHERE conversation = ANY (:members)
            ORDER BY thread DESC LIMIT 20
            """;

    private final Talks talks;
    private final Ways ways;
    private final ConversationTable table;
    private final Live live;
    private final Firms firms;
    private final JdbcClient jdbc;
    private final Clock clock;

    Guests(Talks talks, Ways ways, ConversationTable table, Live live, Firms firms, JdbcClient jdbc, Clock clock) {
        this.talks = talks;
        this.ways = ways;
        this.table = table;
        this.live = live;
        this.firms = firms;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// A visitor as a page shows him.
    record Guest(boolean isHere, boolean isWriting, String said) {}

    Set<ThreadId> threads(ConversationId head) {
        return threads(table.members(head));
    }

    /// The newest threads of conversations.
    Set<ThreadId> threads(Long[] members) {
        return Set.copyOf(jdbc.sql(THREADS)
                .param("members", members)
                .query((row, _) -> new ThreadId(row.getLong("thread")))
                .list());
    }

    /// The visitor with whom a conversation is held, as he is now: of several the one who was here last.
    Optional<Guest> of(Set<ThreadId> threads, String name) {
        return talks.presence(threads).map(presence -> guest(presence, name.isBlank() ? "The visitor" : name));
    }

    /// One of us has read all that stands there.
    void seen(Set<ThreadId> threads) {
        talks.seen(threads);
    }

    /// One of us writes an answer. Only where it will stand in the chat does the visitor see that.
    void writing(ConversationId head, String way, Member by) {
        if (!way.startsWith(Medium.CHAT.key() + " ")) return;
        table.one(head).stream()
                .flatMap(conversation -> ways.of(conversation, table.members(head)).stream())
                .filter(one -> one.key().equals(way))
                .flatMap(one -> Optional.ofNullable(one.thread()).stream())
                .forEach(thread -> talks.writing(thread, by.id()));
    }

    @Override
    public void changed(ThreadId thread) {
        live.visited(thread);
    }

    private Guest guest(Presence presence, String name) {
        return new Guest(presence.isHere(), presence.isWriting(), said(presence, name));
    }

    private String said(Presence presence, String name) {
        if (presence.isWriting()) return name + " is writing …";
        if (presence.isHere()) return name + " is in the chat now";
        Instant now = clock.instant();
        String left = name + " left the chat: "
                + Moment.of(presence.seenAt(), now, firms.ours().zone()).said();
        return presence.email()
                .map(email -> left + ". What is not seen there goes on to " + email)
                .orElse(left);
    }
}
