package valentine.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.conversation.Conversation;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Settling;
import valentine.customer.CustomerId;
import valentine.promise.By;
import valentine.promise.Care;
import valentine.promise.Presets;
import valentine.promise.Promise;
import valentine.promise.Promises;
import valentine.team.MemberId;

/// A conversation that is labelled a complaint while the customer waits starts the clock of its acknowledgement, from
/// when he wrote; our next answer in it keeps that, and taking the label away withdraws it.
@Component
class Acknowledgements implements Settling {
    private static final Duration FRESH = Duration.ofDays(30);
    private static final int LONGEST_SUBJECT = 200;

    // Primary key and the index conversation_merged; the happenings by their index on the conversation.
    private static final String COMPLAINTS = """
            SELECT c.id, coalesce(c.merged_into, c.id) AS head, c.customer, c.subject, c.medium, c.assignee,
                CASE WHEN c.merged_into IS NULL THEN c.waiting_since END AS waiting_since,
                :complaint = ANY (c.labels) AS labelled
            FROM conversation.conversation c
            WHERE (c.id = ANY (:heads) OR c.merged_into = ANY (:heads))
                AND (:complaint = ANY (c.labels) OR EXISTS (
                    SELECT FROM conversation.happening h
                    WHERE h.conversation = c.id AND h.what IN ('labelled', 'unlabelled')
                        AND :complaint IN (h.was, h.became)))
            ORDER BY c.id
            """;
    // Index message_conversation, of the conversation and what was put into it.
    private static final String ANSWERED = """
            SELECT min(m.at) AS at
            FROM conversation.conversation c JOIN conversation.message m ON m.conversation = c.id
            WHERE (c.id = :head OR c.merged_into = :head) AND m.kind = 'out' AND m.failed IS NULL
                AND m.member IS NOT NULL AND m.at > :since AND m.at <= :now
            """;

    private final Presets presets;
    private final Promises promises;
    private final JdbcClient jdbc;
    private final Clock clock;

    Acknowledgements(Presets presets, Promises promises, JdbcClient jdbc, Clock clock) {
        this.presets = presets;
        this.promises = promises;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param head the conversation that it was put into, else itself
    /// @param waiting since when the customer waits; null where he does not, or it was put into another
    private record Complaint(
            ConversationId id,
            long head,
            CustomerId customer,
            String subject,
            String medium,
            @Nullable MemberId assignee,
            @Nullable Instant waiting,
            boolean labelled) {
        String reference() {
            return "complaint in conversation " + id.value();
        }
    }

    @Override
    public void settled(List<ConversationId> heads) {
        complaints(heads).stream()
                .collect(Collectors.groupingBy(Complaint::head))
                .forEach(this::settled);
    }

    /// @param parts the head, if it is a complaint, and those that were put into it
    private void settled(long head, List<Complaint> parts) {
        boolean labelled = parts.stream().anyMatch(Complaint::labelled);
        boolean runs = false;
        for (Complaint part : parts) {
            Optional<Promise> open = promises.find(By.RULE, part.reference()).filter(Promise::isOpen);
            if (open.isEmpty()) continue;
            Optional<Instant> answered = answered(head, open.get().madeAt());
            if (answered.isPresent()) promises.keep(open.get().id(), answered.get(), By.RULE);
            else if (!labelled) promises.withdraw(open.get().id(), "It is no complaint after all.", By.RULE);
            else runs = true;
        }
        if (runs) return;
        parts.stream()
                .filter(part -> part.id().value() == head && part.labelled())
                .findFirst()
                .ifPresent(this::begin);
    }

    private void begin(Complaint complaint) {
        Instant since = complaint.waiting();
        if (since == null || since.isBefore(clock.instant().minus(FRESH))) return;
        presets.onComplaint(complaint.customer())
                .map(preset -> presets.draft(preset, preset.what() + subject(complaint), complaint.customer(), since))
                .ifPresent(draft -> promises.make(
                        draft.caredForBy(new Care(complaint.assignee(), "", complaint.medium()))
                                .once(complaint.reference()),
                        since,
                        By.RULE));
    }

    private static String subject(Complaint complaint) {
        String line = complaint.subject().replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.isEmpty()) return "";
        return ": " + (line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line);
    }

    private Optional<Instant> answered(long head, Instant since) {
        return jdbc.sql(ANSWERED)
                .param("head", head)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().plus(Conversations.UNDO).atOffset(ZoneOffset.UTC))
                .query((row, _) -> Optional.ofNullable(row.getObject("at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    private List<Complaint> complaints(List<ConversationId> heads) {
        return jdbc.sql(COMPLAINTS)
                .param("heads", heads.stream().map(ConversationId::value).toArray(Long[]::new))
                .param("complaint", Conversation.COMPLAINT)
                .query((row, _) -> {
                    Long assignee = row.getObject("assignee", Long.class);
                    OffsetDateTime waiting = row.getObject("waiting_since", OffsetDateTime.class);
                    return new Complaint(
                            new ConversationId(row.getLong("id")),
                            row.getLong("head"),
                            new CustomerId(row.getLong("customer")),
                            row.getString("subject"),
                            row.getString("medium"),
                            assignee == null ? null : new MemberId(assignee),
                            waiting == null ? null : waiting.toInstant(),
                            row.getBoolean("labelled"));
                })
                .list();
    }
}
