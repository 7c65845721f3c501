package valentine.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// Changes how a conversation stands, each change with its happening, and works out its clock anew.
///
/// Everything here belongs to the caller's transaction, in which the conversation is held.
@Component("conversationLedger")
class Ledger {
    /// As long what we send can be taken back.
    static final Duration UNDO = Duration.ofSeconds(10);

    private static final int LONGEST_WORDS = 160;
    /// Heard by every open page when the transaction commits.
    private static final String NOTIFY =
            "SELECT pg_notify('conversation', 'changed ' || id) FROM unnest(CAST(:ids AS bigint[])) AS id";

    private final ConversationTable table;
    private final MessageBatch messages;
    private final HappeningTable happenings;
    private final ObjectProvider<Settling> settling;
    private final JdbcClient jdbc;
    private final Clock clock;

    Ledger(
            ConversationTable table,
            MessageBatch messages,
            HappeningTable happenings,
            ObjectProvider<Settling> settling,
            JdbcClient jdbc,
            Clock clock) {
        this.table = table;
        this.messages = messages;
        this.happenings = happenings;
        this.settling = settling;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Who does something, and in one go with what.
    record Doing(By by, @Nullable ActId act, Instant at) {}

    Doing doing(By by) {
        return new Doing(by, null, clock.instant());
    }

    Doing acting(By by) {
        return new Doing(by, happenings.act(), clock.instant());
    }

    boolean status(Conversation before, Status status, @Nullable Instant until, Doing doing) {
        if (before.status() == status && Objects.equals(before.snoozedUntil(), until)) return false;
        table.status(before.id(), status, until);
        note(
                before.id(),
                Happening.What.STATUS,
                told(before.status(), before.snoozedUntil()),
                told(status, until),
                doing);
        return true;
    }

    boolean assign(Conversation before, @Nullable MemberId member, Doing doing) {
        if (Objects.equals(before.assignee(), member)) return false;
        table.assignee(before.id(), member);
        note(before.id(), Happening.What.ASSIGNEE, number(before.assignee()), number(member), doing);
        return true;
    }

    boolean branch(Conversation before, @Nullable BranchId branch, Doing doing) {
        if (Objects.equals(before.branch(), branch)) return false;
        table.branch(before.id(), branch);
        note(before.id(), Happening.What.BRANCH, number(before.branch()), number(branch), doing);
        return true;
    }

    boolean priority(Conversation before, Priority priority, Doing doing) {
        if (before.priority() == priority) return false;
        table.priority(before.id(), priority);
        note(before.id(), Happening.What.PRIORITY, before.priority().key(), priority.key(), doing);
        return true;
    }

    boolean label(Conversation before, String label, boolean on, Doing doing) {
        TreeSet<String> labels = new TreeSet<>(before.labels());
        if (!(on ? labels.add(label) : labels.remove(label))) return false;
        table.labels(before.id(), labels);
        note(
                before.id(),
                on ? Happening.What.LABELLED : Happening.What.UNLABELLED,
                on ? "" : label,
                on ? label : "",
                doing);
        return true;
    }

    void note(ConversationId id, Happening.What what, String was, String became, Doing doing) {
        happenings.add(id, doing.at(), doing.by(), what, was, became, doing.act());
    }

    /// Works out the clock and what was said last from all that is known, and tells the open pages.
    void settle(ConversationId head) {
        settle(List.of(head));
    }

    /// The same of many, none twice.
    void settle(List<ConversationId> heads) {
        reckon(heads);
        tell(heads);
    }

    /// Works it out for many, none twice, and tells nobody.
    void reckon(List<ConversationId> heads) {
        if (heads.isEmpty()) return;
        Instant now = clock.instant();
        Map<ConversationId, List<Course.Step>> steps = messages.steps(heads, now);
        // How those stood that were put into it is frozen until they are parted.
        happenings
                .of(heads.stream().map(ConversationId::value).toArray(Long[]::new))
                .forEach(happening -> step(happening)
                        .ifPresent(step -> steps.computeIfAbsent(happening.conversation(), _ -> new ArrayList<>())
                                .add(step)));
        // What leaves later was not said yet.
        Map<ConversationId, Message> last = messages.last(heads, now.plus(UNDO));
        table.settle(heads.stream()
                .map(head -> standing(head, Course.of(steps.getOrDefault(head, List.of())), last.get(head)))
                .toList());
        settling.forEach(each -> each.settled(heads));
    }

    private static ConversationTable.Standing standing(ConversationId head, Course course, @Nullable Message last) {
        return new ConversationTable.Standing(
                head.value(),
                course.askedAt(),
                course.firstReplyAt(),
                course.waitingSince(),
                course.resolvedAt(),
                course.transfers(),
                course.reopened(),
                course.switches(),
                last == null ? null : last.at(),
                last == null ? null : last.kind().key(),
                last == null ? null : Ends.line(last.said().isBlank() ? last.text() : last.said(), LONGEST_WORDS),
                last == null ? null : last.medium());
    }

    /// Tells every open page that something of a conversation changed.
    void tell(ConversationId id) {
        tell(List.of(id));
    }

    private void tell(List<ConversationId> ids) {
        jdbc.sql(NOTIFY)
                .param("ids", ids.stream().map(ConversationId::value).toArray(Long[]::new))
                .query(_ -> {});
    }

    private static Optional<Course.Step> step(Happening happening) {
        return switch (happening.what()) {
            case STATUS -> {
                if (happening.became().equals(Status.RESOLVED.key()))
                    yield Optional.of(new Course.Step.Resolved(happening.at()));
                yield happening.was().equals(Status.RESOLVED.key())
                        ? Optional.of(new Course.Step.Reopened(happening.at()))
                        : Optional.empty();
            }
            case ASSIGNEE, BRANCH ->
                happening.was().isEmpty() || happening.became().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Course.Step.Transferred(happening.at()));
            case OPENED, PRIORITY, LABELLED, UNLABELLED, MERGED, UNMERGED, FAILED -> Optional.empty();
        };
    }

    /// A status as it stands in a happening: "open", "snoozed 2026-11-23T08:00:00Z".
    static String told(Status status, @Nullable Instant until) {
        return until == null ? status.key() : status.key() + " " + until;
    }

    static Status status(String told) {
        return Status.of(told.split(" ", 2)[0]).orElseThrow();
    }

    static @Nullable Instant until(String told) {
        int space = told.indexOf(' ');
        return space < 0 ? null : Instant.parse(told.substring(space + 1));
    }

    private static String number(@Nullable MemberId member) {
        return member == null ? "" : Long.toString(member.value());
    }

    private static String number(@Nullable BranchId branch) {
        return branch == null ? "" : Long.toString(branch.value());
    }
}
