package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Departed;
import valentine.channel.DepartureId;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.Outgoing;
import valentine.channel.Verdict;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.team.MemberId;

/// What we say to customers, on its way to the door of the channels.
@Service
class Sending {
    private static final int LONGEST_SUBJECT = 200;
    private static final String NO_WAY =
            "We know no way to reach this customer. Add an e-mail address on the customer's page first.";

    private final ConversationTable table;
    private final MessageTable messages;
    private final Drafts drafts;
    private final Ledger ledger;
    private final Ways ways;
    private final Connections connections;
    private final Door door;
    private final Customers customers;
    private final Names names;
    private final Clock clock;

    Sending(
            ConversationTable table,
            MessageTable messages,
            Drafts drafts,
            Ledger ledger,
            Ways ways,
            Connections connections,
            Door door,
            Customers customers,
            Names names,
            Clock clock) {
        this.table = table;
        this.messages = messages;
        this.drafts = drafts;
        this.ledger = ledger;
        this.ways = ways;
        this.connections = connections;
        this.door = door;
        this.customers = customers;
        this.names = names;
        this.clock = clock;
    }

    @Transactional
    Sent reply(ConversationId id, Reply reply, By by) {
        if (reply.isEmpty()) return new Sent.Refused("There is nothing in it yet: write a line first.");
        Optional<Conversation> found = table.locked(id);
        if (found.isEmpty()) return new Sent.Nowhere();
        Conversation conversation = found.get();
        Long[] members = table.members(conversation.id());
        @Nullable MemberId me = by.member().orElse(null);
        if (reply.seen() != null) {
            MessageTable.Since since = messages.since(members, reply.seen(), me);
            if (since.isAnything()) {
                String who = since.by() == null ? "" : names.ofMembers().getOrDefault(since.by(), "");
                return new Sent.Overtaken(since.asked(), since.answered(), who);
            }
        }
        Optional<Way> way = chosen(ways.of(conversation, members), reply.way());
        if (way.isEmpty()) return new Sent.Refused(NO_WAY);
        String subject = way.get().medium() == Medium.EMAIL ? "Re: " + conversation.subject() : "";
        Intent intent = conversation.course().askedAt() == null ? Intent.SERVICE : Intent.ANSWER;
        return send(conversation, way.get(), subject, reply, intent, by);
    }

    @Transactional
    Sent begin(CustomerId customer, String given, Reply first, By by) {
        if (first.isEmpty()) return new Sent.Refused("There is nothing in it yet: write a line first.");
        var card = customers.card(customer);
        if (card.isEmpty()) return new Sent.Nowhere();
        Optional<Way> way = chosen(ways.of(customer, card.get().name()), first.way());
        if (way.isEmpty()) return new Sent.Refused(NO_WAY);
        String subject = Receiving.subject(Ends.line(given, LONGEST_SUBJECT), first.text());
        Instant now = clock.instant();
        ConversationId made =
                table.add(customer, subject, Status.OPEN, way.get().medium().key(), now);
        ledger.note(made, Happening.What.OPENED, "", Status.OPEN.key(), ledger.doing(by));
        Conversation conversation = table.locked(made).orElseThrow();
        String line = way.get().medium() == Medium.EMAIL ? subject : "";
        Sent sent = send(conversation, way.get(), line, first, Intent.SERVICE, by);
        // Nothing is left behind of what could not leave, or of what left before.
        if (sent instanceof Sent.Refused) table.remove(made);
        return sent;
    }

    /// The text of what was taken back, which is a draft again.
    @Transactional
    Optional<String> takeBack(ConversationId id, MessageId message, By by) {
        Optional<Conversation> conversation = table.locked(id);
        if (conversation.isEmpty()) return Optional.empty();
        Optional<Message> found = messages.one(table.members(conversation.get().id()), message);
        DepartureId departure = found.map(Message::departure).orElse(null);
        if (found.isEmpty() || departure == null || !door.takeBack(departure)) return Optional.empty();
        messages.of(departure).ifPresent(left -> messages.remove(left.getKey()));
        by.member()
                .ifPresent(me -> drafts.keep(
                        me,
                        conversation.get().id(),
                        Drafts.Kind.REPLY,
                        found.get().text()));
        ledger.settle(conversation.get().id());
        return Optional.of(found.get().text());
    }

    private Sent send(Conversation conversation, Way way, String subject, Reply reply, Intent intent, By by) {
        Instant now = clock.instant();
        Instant undo = now.plus(Ledger.UNDO);
        Instant asked = reply.notBefore();
        Instant notBefore = asked == null || asked.isBefore(undo) ? undo : asked;
        ConnectionId connection =
                way.connection() == null ? connections.outgoing(way.medium()).id() : way.connection();
        @Nullable MemberId me = by.member().orElse(null);
        Verdict verdict = door.send(new Outgoing(
                "conversation " + (reply.key().isEmpty() ? UUID.randomUUID() : reply.key()),
                connection,
                way.customer(),
                way.thread(),
                way.to(),
                copies(way, reply.copies()),
                subject,
                reply.text(),
                null,
                reply.attachments(),
                intent,
                null,
                notBefore,
                me));
        return switch (verdict) {
            case Verdict.Refused(var why) -> new Sent.Refused(why);
            case Verdict.Leaving(var id, var at) -> {
                Kept kept = keep(conversation, way, reply, id, by);
                yield new Sent.Leaving(kept.conversation(), kept.message(), at, kept.act());
            }
            case Verdict.Held(var id, var until, var why) -> {
                Kept kept = keep(conversation, way, reply, id, by);
                yield new Sent.Held(kept.conversation(), kept.message(), until, why, kept.act());
            }
        };
    }

    private record Kept(ConversationId conversation, MessageId message, ActId act) {}

    private Kept keep(Conversation conversation, Way way, Reply reply, DepartureId departure, By by) {
        Ledger.Doing doing = ledger.acting(by);
        ActId act = Objects.requireNonNull(doing.act());
        var before = messages.of(departure);
        if (before.isPresent()) {
            // The same reply came twice: the first one counts.
            ConversationId home = before.get().getValue();
            if (!home.equals(conversation.id()) && conversation.course().askedAt() == null)
                table.remove(conversation.id());
            return new Kept(table.head(home).orElse(home), before.get().getKey(), act);
        }
        Departed departed = door.find(departure).orElseThrow();
        @Nullable MemberId me = by.member().orElse(null);
        table.addThread(departed.thread().value(), conversation.id());
        MessageId message = messages.add(new MessageTable.New(
                        conversation.id(),
                        way.customer(),
                        departed.thread().value(),
                        isLater(reply) ? departed.dueAt() : clock.instant(),
                        Message.Kind.OUT,
                        way.medium().key(),
                        me,
                        me == null ? "A program" : "",
                        null,
                        departure,
                        null,
                        conversation.subject() + " " + reply.text()))
                .orElseThrow();
        ledger.status(conversation, reply.after(), null, doing);
        if (conversation.assignee() == null && me != null) ledger.assign(conversation, me, doing);
        if (conversation.hasFailed()) table.failed(conversation.id(), false);
        if (me != null) drafts.drop(me, conversation.id(), Drafts.Kind.REPLY);
        ledger.settle(conversation.id());
        return new Kept(conversation.id(), message, act);
    }

    private boolean isLater(Reply reply) {
        Instant asked = reply.notBefore();
        return asked != null && asked.isAfter(clock.instant().plus(Ledger.UNDO));
    }

    private static Optional<Way> chosen(List<Way> ways, String key) {
        return key.isEmpty()
                ? ways.stream().findFirst()
                : ways.stream().filter(way -> way.key().equals(key)).findFirst();
    }

    /// Of those who read along only such as really did.
    private static List<String> copies(Way way, List<String> asked) {
        if (way.medium() != Medium.EMAIL) return List.of();
        return way.others().stream()
                .map(other -> other.handle())
                .map(Handle::value)
                .filter(asked::contains)
                .distinct()
                .toList();
    }
}
