package valentine.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Puts conversations together and takes them apart again, exactly: no message changes its place, only who stands for
/// whom.
@Service("conversationMerging")
class Merging {
    private static final String NOTE = """
            INSERT INTO conversation.merge
                (conversation, target, at, by, status_was, until_was, status_became, labels, act)
            VALUES (:conversation, :into, :at, :by, :was, :until, :became, :labels, :act)
            """;
    // Indexes conversation_merged and the primary key.
    private static final String POINT = """
            UPDATE conversation.conversation SET merged_into = :into WHERE id = :from OR merged_into = :from
            """;
    // Indexes merge_standing and merge_into.
    private static final String STANDING = """
            SELECT id, conversation, target, status_was, until_was, status_became, labels, act FROM conversation.merge
            WHERE conversation = :conversation AND undone_at IS NULL
            """;
    private static final String PART = """
            WITH RECURSIVE below (id) AS (
                SELECT CAST(:from AS bigint)
                UNION
                SELECT m.conversation FROM below JOIN conversation.merge m ON m.target = below.id
                WHERE m.undone_at IS NULL
            )
            UPDATE conversation.conversation c SET merged_into = nullif(CAST(:from AS bigint), c.id)
            FROM below WHERE c.id = below.id
            """;
    private static final String UNDONE = "UPDATE conversation.merge SET undone_at = :now WHERE id = :id";
    // Index merge_into, for a conversation and each that was put into it.
    private static final String PUT_INTO = """
            SELECT m.conversation FROM conversation.merge m
            WHERE m.target = ANY (:members) AND m.undone_at IS NULL
            ORDER BY m.id
            """;

    private final ConversationTable table;
    private final HappeningTable happenings;
    private final Ledger ledger;
    private final JdbcClient jdbc;

    Merging(ConversationTable table, HappeningTable happenings, Ledger ledger, JdbcClient jdbc) {
        this.table = table;
        this.happenings = happenings;
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    /// What one conversation took from another, to be given back.
    private record Standing(
            long id,
            ConversationId conversation,
            ConversationId into,
            Status was,
            @Nullable Instant until,
            Status became,
            List<String> labels,
            ActId act) {}

    /// Puts the first into the second; false where they are one already, or one of them is not there.
    @Transactional
    boolean merge(ConversationId one, ConversationId other, By by) {
        Optional<ConversationId> first = table.head(one);
        Optional<ConversationId> second = table.head(other);
        if (first.isEmpty() || second.isEmpty() || first.equals(second)) return false;
        // Held in one order, so that two who do the same at once do not wait for each other.
        boolean inOrder = first.get().value() < second.get().value();
        table.locked(inOrder ? first.get() : second.get());
        table.locked(inOrder ? second.get() : first.get());
        Conversation from = table.locked(first.get()).orElseThrow();
        Conversation into = table.locked(second.get()).orElseThrow();
        if (from.id().equals(into.id())) return false;
        Ledger.Doing doing = ledger.acting(by);
        boolean opens = from.status() == Status.OPEN && into.status() != Status.OPEN;
        TreeSet<String> labels = new TreeSet<>(from.labels());
        into.labels().forEach(labels::remove);
        jdbc.sql(NOTE)
                .param("conversation", from.id().value())
                .param("into", into.id().value())
                .param("at", ConversationTable.utc(doing.at()))
                .param("by", by.said())
                .param("was", into.status().key())
                .param("until", ConversationTable.utc(into.snoozedUntil()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("became", (opens ? Status.OPEN : into.status()).key())
                .param("labels", labels.toArray(String[]::new))
                .param("act", Objects.requireNonNull(doing.act()).value())
                .update();
        jdbc.sql(POINT)
                .param("from", from.id().value())
                .param("into", into.id().value())
                .update();
        if (opens) ledger.status(into, Status.OPEN, null, doing);
        labels.addAll(into.labels());
        table.labels(into.id(), labels);
        ledger.note(into.id(), Happening.What.MERGED, "", from.subject(), doing);
        ledger.settle(into.id());
        ledger.tell(from.id());
        return true;
    }

    /// Takes out what was put into another; false where it stands for itself.
    @Transactional
    boolean part(ConversationId id, By by) {
        Optional<Conversation> head = table.locked(id);
        Optional<Standing> standing = standing(id);
        if (head.isEmpty() || standing.isEmpty()) return false;
        Conversation into = head.get();
        Ledger.Doing doing = ledger.doing(by);
        jdbc.sql(UNDONE)
                .param("id", standing.get().id())
                .param("now", ConversationTable.utc(doing.at()))
                .update();
        jdbc.sql(PART).param("from", id.value()).update();
        giveBack(into, standing.get(), doing.at());
        Conversation out = table.one(id).orElseThrow();
        ledger.note(into.id(), Happening.What.UNMERGED, out.subject(), "", doing);
        ledger.settle(into.id());
        ledger.settle(id);
        // Whoever wrote in the meantime waits there as he would have without us.
        Conversation apart = table.one(id).orElseThrow();
        if (apart.isWaiting() && apart.status() != Status.OPEN) {
            ledger.status(apart, Status.OPEN, null, doing);
            ledger.settle(id);
        }
        return true;
    }

    /// Those that were put into a conversation, directly or by way of another.
    List<Conversation> putInto(ConversationId head) {
        List<ConversationId> ids = jdbc.sql(PUT_INTO)
                .param("members", table.members(head))
                .query((row, _) -> new ConversationId(row.getLong(1)))
                .list();
        return table.some(ids);
    }

    private void giveBack(Conversation into, Standing standing, Instant now) {
        // The status goes back where nobody changed it since; so do the labels that came with the other.
        if (into.status() == standing.became() && standing.was() != standing.became()) {
            table.status(into.id(), standing.was(), standing.until());
            happenings.of(standing.act()).stream()
                    .filter(happening -> happening.what() == Happening.What.STATUS)
                    .forEach(happening -> happenings.undo(happening.id(), now));
        }
        TreeSet<String> labels = new TreeSet<>(into.labels());
        standing.labels().forEach(labels::remove);
        if (!Objects.equals(List.copyOf(labels), into.labels())) table.labels(into.id(), labels);
    }

    private Optional<Standing> standing(ConversationId conversation) {
        return jdbc.sql(STANDING)
                .param("conversation", conversation.value())
                .query((row, _) -> new Standing(
                        row.getLong("id"),
                        new ConversationId(row.getLong("conversation")),
                        new ConversationId(row.getLong("target")),
                        Status.of(row.getString("status_was")).orElseThrow(),
                        ConversationTable.moment(row, "until_was"),
                        Status.of(row.getString("status_became")).orElseThrow(),
                        ConversationTable.texts(row.getArray("labels")),
                        new ActId(row.getLong("act"))))
                .optional();
    }
}
