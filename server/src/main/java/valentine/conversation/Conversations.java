package valentine.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// All conversations with customers: found, answered, noted, changed, merged.
@Service
public class Conversations {
    /// As long what we send can be taken back; until then it counts as said.
    public static final Duration UNDO = Ledger.UNDO;

    /// At most so many are changed in one go.
    public static final int MOST = 200;

    private static final int LONGEST_NOTE = 20_000;

    private final ConversationTable table;
    private final MessageTable messages;
    private final HappeningTable happenings;
    private final Ledger ledger;
    private final Sending sending;
    private final Merging merging;
    private final InboxTable inbox;
    private final Labels labels;
    private final Names names;
    private final Clock clock;

    Conversations(
            ConversationTable table,
            MessageTable messages,
            HappeningTable happenings,
            Ledger ledger,
            Sending sending,
            Merging merging,
            InboxTable inbox,
            Labels labels,
            Names names,
            Clock clock) {
        this.table = table;
        this.messages = messages;
        this.happenings = happenings;
        this.ledger = ledger;
        this.sending = sending;
        this.merging = merging;
        this.inbox = inbox;
        this.labels = labels;
        this.names = names;
        this.clock = clock;
    }

    /// The conversation of this number, or the one that it was put into.
    public Optional<Conversation> find(ConversationId id) {
        return table.head(id).flatMap(table::one);
    }

    /// A customer's conversations, the latest first.
    public List<Conversation> of(CustomerId customer, int limit) {
        return table.of(customer, limit);
    }

    /// The latest messages and notes of a conversation, the oldest of them first.
    public List<Message> messages(ConversationId id, int limit) {
        return table.head(id)
                .map(head -> messages.before(table.members(head), MessageTable.Mark.NEWEST, limit)
                        .reversed())
                .orElse(List.of());
    }

    /// Sends a reply. Whoever writes takes the conversation, where nobody has it.
    public Sent reply(ConversationId id, Reply reply, By by) {
        return sending.reply(id, reply, by);
    }

    /// Begins a conversation with a customer by a first message of ours.
    public Sent begin(CustomerId customer, String subject, Reply first, By by) {
        return sending.begin(customer, subject, first, by);
    }

    /// Writes down something that only we read; whoever is named in it is told. Nothing where there is no such
    /// conversation or nothing is said.
    @Transactional
    public Optional<MessageId> note(ConversationId id, String text, By by) {
        String typed = Ends.typed(text, LONGEST_NOTE);
        Optional<Conversation> found = typed.isEmpty() ? Optional.empty() : table.locked(id);
        if (found.isEmpty()) return Optional.empty();
        Conversation conversation = found.get();
        @Nullable MemberId member = by.member().orElse(null);
        MessageId note = messages.add(new MessageTable.New(
                        conversation.id(),
                        conversation.customer(),
                        null,
                        clock.instant(),
                        Message.Kind.NOTE,
                        conversation.medium(),
                        member,
                        member == null ? "A program" : "",
                        null,
                        null,
                        typed,
                        typed))
                .orElseThrow();
        names.named(typed).stream()
                .filter(named -> !named.equals(member))
                .forEach(named -> messages.mention(note, conversation.id(), named));
        ledger.settle(conversation.id());
        return Optional.of(note);
    }

    /// Does the same to all of these in one go. Those to which it changes nothing are left out.
    @Transactional
    public Done change(List<ConversationId> ids, Deed deed, By by) {
        Ledger.Doing doing = ledger.acting(by);
        List<ConversationId> changed = new ArrayList<>();
        if (deed instanceof Deed.Label(var label, var on) && on) labels.know(label);
        // In one order, so that two who do it at once do not wait for each other.
        ids.stream()
                .map(ConversationId::value)
                .sorted()
                .distinct()
                .limit(MOST)
                .forEach(id -> table.locked(new ConversationId(id))
                        .filter(conversation -> change(conversation, deed, doing))
                        .ifPresent(conversation -> {
                            ledger.settle(conversation.id());
                            changed.add(conversation.id());
                        }));
        return new Done(java.util.Objects.requireNonNull(doing.act()), changed);
    }

    /// What was done in one go, and to which it changed something.
    public record Done(ActId act, List<ConversationId> changed) {
        public Done {
            changed = List.copyOf(changed);
        }
    }

    /// Undoes what the same one did in one go, as far as nobody has changed it since; returns to how many.
    @Transactional
    public int undo(ActId act, By by) {
        List<ConversationId> undone = new ArrayList<>();
        for (Happening happening : happenings.of(act)) {
            if (!happening.by().equals(by)) continue;
            Optional<Conversation> now = table.locked(happening.conversation());
            if (now.isEmpty() || !now.get().id().equals(happening.conversation())) continue;
            if (!undo(now.get(), happening)) continue;
            happenings.undo(happening.id(), clock.instant());
            ledger.settle(now.get().id());
            if (!undone.contains(now.get().id())) undone.add(now.get().id());
        }
        return undone.size();
    }

    /// Takes back what was not handed over yet, and what was done together with it; its text, where that worked.
    public Optional<String> takeBack(ConversationId id, MessageId message, @Nullable ActId act, By by) {
        return sending.takeBack(id, message, by).map(text -> {
            if (act != null) undo(act, by);
            return text;
        });
    }

    /// Puts the first into the second; false where they are one already or one of them is not there.
    public boolean merge(ConversationId one, ConversationId other, By by) {
        return merging.merge(one, other, by);
    }

    /// Takes out again what was put into another; false where it stands for itself.
    public boolean part(ConversationId id, By by) {
        return merging.part(id, by);
    }

    /// In how many notes a member is named that he has not seen, up to a hundred.
    public int mentions(MemberId member) {
        return messages.mentions(member);
    }

    /// What of the inbox a member wants to know in the morning.
    public Desk desk(MemberId member) {
        return new Desk(inbox.count(View.MINE, member), mentions(member), inbox.count(View.FAILED, member));
    }

    private boolean change(Conversation before, Deed deed, Ledger.Doing doing) {
        return switch (deed) {
            case Deed.Stand(var status) -> ledger.status(before, status, null, doing);
            case Deed.Snooze(var until) -> ledger.status(before, Status.SNOOZED, until, doing);
            case Deed.Assign(var member) -> ledger.assign(before, member, doing);
            case Deed.Hand(var branch) -> ledger.branch(before, branch, doing);
            case Deed.Rank(var priority) -> ledger.priority(before, priority, doing);
            case Deed.Label(var label, var on) -> ledger.label(before, label, on, doing);
        };
    }

    /// False where somebody changed it since.
    private boolean undo(Conversation now, Happening happening) {
        return switch (happening.what()) {
            case STATUS -> {
                boolean same = Ledger.told(now.status(), now.snoozedUntil()).equals(happening.became());
                if (same) table.status(now.id(), Ledger.status(happening.was()), Ledger.until(happening.was()));
                yield same;
            }
            case ASSIGNEE -> {
                boolean same = happening
                        .became()
                        .equals(
                                now.assignee() == null
                                        ? ""
                                        : "" + now.assignee().value());
                if (same) table.assignee(now.id(), happening.was().isEmpty() ? null : new MemberId(number(happening)));
                yield same;
            }
            case BRANCH -> {
                boolean same = happening
                        .became()
                        .equals(now.branch() == null ? "" : "" + now.branch().value());
                if (same) table.branch(now.id(), happening.was().isEmpty() ? null : new BranchId(number(happening)));
                yield same;
            }
            case PRIORITY -> {
                boolean same = happening.became().equals(now.priority().key());
                if (same) table.priority(now.id(), Priority.of(happening.was()).orElseThrow());
                yield same;
            }
            case LABELLED -> relabel(now, happening.became(), false);
            case UNLABELLED -> relabel(now, happening.was(), true);
            case OPENED, MERGED, UNMERGED, FAILED -> false;
        };
    }

    private boolean relabel(Conversation now, String label, boolean on) {
        java.util.TreeSet<String> after = new java.util.TreeSet<>(now.labels());
        boolean changed = on ? after.add(label) : after.remove(label);
        if (changed) table.labels(now.id(), after);
        return changed;
    }

    private static long number(Happening happening) {
        return Long.parseLong(happening.was());
    }
}
