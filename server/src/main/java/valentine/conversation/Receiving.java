package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import valentine.channel.Arrival;
import valentine.channel.Arriving;
import valentine.channel.Departed;
import valentine.channel.Reader;
import valentine.channel.State;
import valentine.channel.ThreadId;
import valentine.team.MemberId;

/// Hears what comes and goes by the channels, in the same transaction, and puts it where it belongs.
@Component
class Receiving implements Reader {
    private static final Pattern ANSWERS =
            Pattern.compile("(?i)^\\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|enc|res|odp)(?:\\[\\d+])?\\s*:\\s*)+");
    private static final int LONGEST_SUBJECT = 200;

    private final ConversationTable table;
    private final MessageTable messages;
    private final Ledger ledger;
    private final Merging merging;
    private final Bringing bringing;
    private final Shifts shifts;
    private final Clock clock;

    Receiving(
            ConversationTable table,
            MessageTable messages,
            Ledger ledger,
            Merging merging,
            Bringing bringing,
            Shifts shifts,
            Clock clock) {
        this.table = table;
        this.messages = messages;
        this.ledger = ledger;
        this.merging = merging;
        this.bringing = bringing;
        this.shifts = shifts;
        this.clock = clock;
    }

    @Override
    public void read(Arrival arrival) {
        long thread = arrival.thread().value();
        Optional<ConversationId> known = table.ofThread(thread);
        ConversationId home = known.orElseGet(() -> begin(arrival));
        keep(arrival, home, thread);
        Conversation conversation = table.locked(home).orElseThrow();
        if (arrival.what().sort() == Arriving.Sort.MESSAGE) {
            Ledger.Doing doing = ledger.doing(By.CUSTOMER);
            ledger.status(conversation, Status.OPEN, null, doing);
            if (conversation.assignee() == null && conversation.branch() == null) {
                shifts.next().ifPresent(next -> ledger.assign(conversation, next, ledger.doing(By.RULE)));
            }
        }
        ledger.settle(conversation.id());
    }

    @Override
    public void brought(List<Arrival> arrivals) {
        bringing.keep(arrivals);
    }

    /// What was joined to a thread of another conversation belongs to that one; a member can part them again.
    @Override
    public void joined(ThreadId from, ThreadId into) {
        Optional<ConversationId> one = table.ofThread(from.value());
        Optional<ConversationId> other = table.ofThread(into.value());
        if (one.isEmpty()) return;
        if (other.isEmpty()) table.addThread(into.value(), one.get());
        else merging.merge(one.get(), other.get(), By.RULE);
    }

    @Override
    public void left(Departed departed) {
        if (messages.of(departed.id()).isEmpty() && !adopt(departed)) return;
        messages.left(departed.id(), departed.changedAt());
        settle(departed);
    }

    @Override
    public void failed(Departed departed) {
        if (messages.of(departed.id()).isEmpty() && !adopt(departed)) return;
        messages.failed(
                departed.id(), departed.why().isBlank() ? departed.state().label() : departed.why());
        Conversation conversation = conversation(departed);
        Ledger.Doing doing = ledger.doing(By.RULE);
        ledger.note(conversation.id(), Happening.What.FAILED, "", departed.why(), doing);
        table.failed(conversation.id(), true);
        ledger.status(conversation, Status.OPEN, null, doing);
        // It comes back to who wrote it.
        MemberId writer = departed.writer();
        if (conversation.assignee() == null && writer != null) ledger.assign(conversation, writer, doing);
        ledger.settle(conversation.id());
    }

    @Override
    public void moved(Departed departed) {
        var message = messages.of(departed.id());
        if (message.isEmpty()) return;
        Conversation conversation = conversation(departed);
        if (departed.state() == State.TAKEN_BACK) messages.remove(message.get().getKey());
        else if (departed.state() != State.FAILED && departed.state() != State.DOUBT && messages.well(departed.id()))
            table.failed(conversation.id(), false);
        ledger.settle(conversation.id());
    }

    private ConversationId begin(Arrival arrival) {
        Arriving what = arrival.what();
        Status status = what.sort() != Arriving.Sort.MESSAGE ? Status.RESOLVED : Status.OPEN;
        Instant at = earlier(what.at(), clock.instant());
        ConversationId made = table.add(
                arrival.customer(),
                subject(what.subject(), what.said()),
                status,
                arrival.connection().medium().key(),
                at);
        table.addThread(arrival.thread().value(), made);
        ledger.note(made, Happening.What.OPENED, "", status.key(), new Ledger.Doing(by(arrival), null, at));
        messages.saidBefore(arrival.thread().value()).forEach(before -> keep(before, made, arrival));
        return made;
    }

    private void keep(Arrival arrival, ConversationId home, long thread) {
        Arriving what = arrival.what();
        boolean ours = what.sort() == Arriving.Sort.COPY;
        messages.add(
                said(arrival, home, thread, ours ? shifts.member(what.from()) : Optional.empty(), clock.instant()));
    }

    /// How what came stands in a conversation.
    static MessageTable.New said(
            Arrival arrival, ConversationId home, long thread, Optional<MemberId> member, Instant now) {
        Arriving what = arrival.what();
        boolean ours = what.sort() == Arriving.Sort.COPY;
        return new MessageTable.New(
                home,
                arrival.customer(),
                thread,
                earlier(what.at(), now),
                switch (what.sort()) {
                    case MESSAGE -> Message.Kind.IN;
                    case AUTOMATIC -> Message.Kind.AUTOMATIC;
                    case COPY -> Message.Kind.OUT;
                },
                arrival.connection().medium().key(),
                member.orElse(null),
                ours ? what.from().name().isEmpty() ? "We" : what.from().name() : "",
                arrival.id(),
                null,
                null,
                what.subject() + " " + what.from().name() + " "
                        + what.from().handle().value() + " " + what.said());
    }

    private void keep(MessageTable.Before before, ConversationId home, Arrival arrival) {
        messages.add(new MessageTable.New(
                home,
                before.customer(),
                arrival.thread().value(),
                before.at(),
                Message.Kind.OUT,
                arrival.connection().medium().key(),
                before.writer(),
                "",
                null,
                before.id(),
                null,
                before.subject() + " " + before.text()));
    }

    /// What another word wrote in a thread that we follow stands in the conversation too.
    private boolean adopt(Departed departed) {
        Optional<ConversationId> home = table.ofThread(departed.thread().value());
        if (home.isEmpty()) return false;
        Conversation conversation = table.locked(home.get()).orElseThrow();
        messages.add(new MessageTable.New(
                home.get(),
                departed.customer(),
                departed.thread().value(),
                departed.changedAt(),
                Message.Kind.OUT,
                conversation.medium(),
                departed.writer(),
                "",
                null,
                departed.id(),
                null,
                departed.subject() + " " + departed.text()));
        return true;
    }

    private Conversation conversation(Departed departed) {
        ConversationId home = messages.of(departed.id()).orElseThrow().getValue();
        return table.locked(home).orElseThrow();
    }

    private void settle(Departed departed) {
        ledger.settle(conversation(departed).id());
    }

    private static By by(Arrival arrival) {
        return arrival.what().sort() == Arriving.Sort.MESSAGE ? By.CUSTOMER : By.RULE;
    }

    /// Without the marks of an answer; where there is none, how it begins.
    static String subject(String given, String text) {
        String subject = Ends.line(ANSWERS.matcher(given).replaceFirst(""), LONGEST_SUBJECT);
        if (subject.isEmpty()) subject = Ends.line(Ends.cut(text, 1_000), 80);
        return subject.isEmpty() ? "Without words" : subject;
    }

    static Instant earlier(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }
}
