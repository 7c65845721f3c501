package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import valentine.channel.Arrival;
import valentine.channel.Arriving;
import valentine.channel.Departed;
import valentine.channel.Medium;
import valentine.channel.Reader;
import valentine.channel.State;
import valentine.channel.ThreadId;
import valentine.team.Member;
import valentine.team.MemberId;

/// Hears what comes and goes by the channels, in the same transaction, and puts it where it belongs.
@Component
class Receiving implements Reader {
    private static final Pattern ANSWERS =
            Pattern.compile("(?i)^\\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|enc|res|odp)(?:\\[\\d+])?\\s*:\\s*)+");
    private static final int LONGEST_SUBJECT = 200;

    private final ConversationTable table;
    private final MessageTable messages;
    private final MessageBatch batch;
    private final HappeningTable happenings;
    private final Names names;
    private final Ledger ledger;
    private final Merging merging;
    private final Bringing bringing;
    private final Shifts shifts;
    private final Clock clock;

    Receiving(
            ConversationTable table,
            MessageTable messages,
            MessageBatch batch,
            HappeningTable happenings,
            Names names,
            Ledger ledger,
            Merging merging,
            Bringing bringing,
            Shifts shifts,
            Clock clock) {
        this.table = table;
        this.messages = messages;
        this.batch = batch;
        this.happenings = happenings;
        this.names = names;
        this.ledger = ledger;
        this.merging = merging;
        this.bringing = bringing;
        this.shifts = shifts;
        this.clock = clock;
    }

    @Override
    public void read(List<Arrival> arrivals) {
        Map<Long, ConversationId> homes = table.ofThreads(threads(arrivals));
        homes.putAll(begin(arrivals, homes.keySet()));
        keep(arrivals, homes);
        Map<ConversationId, Conversation> standing = table.locked(homes.values());
        open(arrivals.stream()
                .filter(Receiving::asks)
                .map(arrival -> homes.get(thread(arrival)))
                .map(standing::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        ledger.settle(
                standing.values().stream().map(Conversation::id).distinct().toList());
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

    /// The conversations of threads that have none, as the first message of each begins them.
    private Map<Long, ConversationId> begin(List<Arrival> arrivals, Set<Long> known) {
        Map<Long, Arrival> first = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            if (!known.contains(thread(arrival))) first.putIfAbsent(thread(arrival), arrival);
        }
        Map<Long, ConversationId> begun = new HashMap<>();
        for (boolean asks : new boolean[] {true, false}) {
            List<Arrival> some =
                    first.values().stream().filter(one -> asks == asks(one)).toList();
            begun.putAll(begin(some, asks ? By.CUSTOMER : By.RULE, asks ? Status.OPEN : Status.RESOLVED));
        }
        if (begun.isEmpty()) return begun;
        messages.saidBefore(begun.keySet()).forEach(before -> {
            long thread = before.thread();
            messages.add(said(
                    before,
                    Objects.requireNonNull(begun.get(thread)),
                    Objects.requireNonNull(first.get(thread)).connection().medium()));
        });
        return begun;
    }

    private Map<Long, ConversationId> begin(List<Arrival> first, By by, Status status) {
        if (first.isEmpty()) return Map.of();
        Instant now = clock.instant();
        Map<Long, ConversationId> begun = table.add(first.stream()
                .map(one -> new ConversationTable.New(
                        thread(one),
                        one.customer(),
                        subject(one.what().subject(), one.what().said()),
                        status,
                        one.connection().medium().key(),
                        earlier(one.what().at(), now)))
                .toList());
        happenings.opened(begun.values(), by, status);
        return begun;
    }

    private void keep(List<Arrival> arrivals, Map<Long, ConversationId> homes) {
        boolean anyOurs = arrivals.stream().anyMatch(Receiving::isOurs);
        List<Member> working = anyOurs ? names.working() : List.of();
        Instant now = clock.instant();
        batch.add(arrivals.stream()
                .map(arrival -> said(
                        arrival,
                        Objects.requireNonNull(homes.get(thread(arrival))),
                        thread(arrival),
                        isOurs(arrival) ? Shifts.member(arrival.what().from(), working) : Optional.empty(),
                        now))
                .toList());
    }

    /// What a customer wrote in is open from now on, and somebody's where somebody takes new ones.
    private void open(List<Conversation> asked) {
        boolean isTaken = true;
        for (Conversation conversation : asked) {
            ledger.status(conversation, Status.OPEN, null, ledger.doing(By.CUSTOMER));
            if (!isTaken || conversation.assignee() != null || conversation.branch() != null) continue;
            Optional<MemberId> next = shifts.next();
            next.ifPresent(member -> ledger.assign(conversation, member, ledger.doing(By.RULE)));
            isTaken = next.isPresent();
        }
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

    private static MessageTable.New said(MessageTable.Before before, ConversationId home, Medium medium) {
        return new MessageTable.New(
                home,
                before.customer(),
                before.thread(),
                before.at(),
                Message.Kind.OUT,
                medium.key(),
                before.writer(),
                "",
                null,
                before.id(),
                null,
                before.subject() + " " + before.text());
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

    private static boolean asks(Arrival arrival) {
        return arrival.what().sort() == Arriving.Sort.MESSAGE;
    }

    private static boolean isOurs(Arrival arrival) {
        return arrival.what().sort() == Arriving.Sort.COPY;
    }

    private static Set<Long> threads(List<Arrival> arrivals) {
        return arrivals.stream().map(Receiving::thread).collect(Collectors.toSet());
    }

    private static long thread(Arrival arrival) {
        return arrival.thread().value();
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
