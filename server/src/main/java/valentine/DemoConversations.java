package valentine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.conversation.By;
import valentine.conversation.Conversation;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Deed;
import valentine.conversation.Priority;
import valentine.conversation.Reply;
import valentine.conversation.Status;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.team.MemberId;

/// What the demo's customers write and are answered, today and in the weeks before, by mail and in the chat; no mail
/// server is needed: what is sent lies in the outbox.
final class DemoConversations {
    private static final List<String> NAMES = List.of(
            "Harriet", "Björn", "Imogen", "Oliver", "Ruth", "Nell", "Arthur", "Freya", "Tom", "Greta", "Lukas", "Ebba");

    private final ConfigurableApplicationContext context;
    private final Conversations conversations;
    private final Connections connections;
    private final MemberId owner;
    private final Instant now;
    private final Deque<Somebody> people;
    private final Map<ConversationId, Integer> numbers = new HashMap<>();
    private int count;

    private DemoConversations(ConfigurableApplicationContext context, MemberId owner, Instant now) {
        this.context = context;
        this.conversations = context.getBean(Conversations.class);
        this.connections = context.getBean(Connections.class);
        this.owner = owner;
        this.now = now;
        this.people = people(context.getBean(Customers.class));
    }

    private record Somebody(String name, Handle address) {}

    static void tell(ConfigurableApplicationContext context, MemberId owner, Instant now) {
        DemoConversations story = new DemoConversations(context, owner, now);
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> story.tell());
    }

    private void tell() {
        Somebody mug = next();
        Conversation broken = mail(
                mug,
                hours(2),
                "The mug arrived in two pieces",
                "Good morning,\n\nthe stoneware mug that I ordered for my mother came in two pieces, and her birthday is on"
                        + " Friday. Can you send another one in time?\n\nBest wishes\n" + mug.name());
        change(broken, new Deed.Label("complaint", true), new Deed.Rank(Priority.HIGH), new Deed.Assign(owner));

        Somebody sunday = next();
        mail(sunday, Duration.ofMinutes(25), "Sunday", "Hello! Are you open this Sunday?\n" + sunday.name());

        Somebody dishwasher = next();
        Conversation washed = mail(
                dishwasher,
                hours(50),
                "Is the matcha bowl dishwasher-safe?",
                "We love the bowl. Does it survive the dishwasher, or should we wash it by hand?");
        answer(washed, dishwasher, hours(47), "It does, on the gentle programme. Thank you for asking before!");
        mail(dishwasher, hours(46), "Re: Is the matcha bowl dishwasher-safe?", "Wonderful, thanks!", washed);
        change(washed, new Deed.Label("question", true), new Deed.Stand(Status.RESOLVED));

        Somebody glaze = next();
        Conversation pending = mail(
                glaze, hours(20), "A second mug in the old glaze", "Do you still have the green glaze of last spring?");
        conversations.note(pending.id(), "The last of it stands on the top shelf.", By.member(owner));
        reply(pending, "We do, a little. Small or large? I'll send you two pictures tomorrow.");

        Somebody later = next();
        Conversation snoozed =
                mail(later, hours(70), "A tasting in spring", "Will there be a tea tasting again in March?");
        answer(snoozed, later, hours(66), "There will. We'll send you the dates within 14 days.");
        change(snoozed, new Deed.Snooze(now.plus(Duration.ofDays(9))));

        Somebody taxes = next();
        Conversation asked =
                mail(taxes, hours(26), "Invoice for the tax office", "Could you send me last year's invoices again?");
        reply(asked, "Here they are, all four of them in one file.");

        Somebody thanks = next();
        Conversation praise = mail(
                thanks,
                hours(120),
                "Thank you",
                "The parcel was packed so lovingly that I kept the paper. Thank you all!");
        answer(praise, thanks, hours(118), "You made our day. Thank you for telling us.");
        change(praise, new Deed.Label("praise", true), new Deed.Stand(Status.RESOLVED));

        chat("a1f3", "Jonas", Duration.ofMinutes(7), "Hi, is anybody there? I want to change the address of my order.");
        Conversation chatted = chat("c9e2", "Mira", hours(5), "Do you deliver to Norway?");
        change(chatted, new Deed.Stand(Status.RESOLVED));

        Somebody promised = next();
        Conversation owed = mail(
                promised, hours(30), "When will the kettle be repaired?", "You wanted to let me know by yesterday …");
        change(owed, new Deed.Assign(owner), new Deed.Label("complaint", true));
    }

    private Deque<Somebody> people(Customers customers) {
        Deque<Somebody> found = new ArrayDeque<>();
        for (String name : NAMES) {
            customers.search(name, 5).stream()
                    .flatMap(id -> customers.handles(id).stream()
                            .filter(handle -> handle.kind() == Handle.Kind.EMAIL)
                            .limit(1)
                            .map(handle -> new Somebody(
                                    customers.card(id).orElseThrow().name(), handle)))
                    .findFirst()
                    .filter(one ->
                            found.stream().noneMatch(other -> other.address().equals(one.address())))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Somebody next() {
        return people.remove();
    }

    private Conversation mail(Somebody who, Duration ago, String subject, String text, Conversation... before) {
        return take(
                Medium.EMAIL,
                new Sender(who.address(), who.name(), true),
                Optional.empty(),
                ago,
                subject,
                text,
                before);
    }

    private Conversation chat(String visitor, String name, Duration ago, String text) {
        Sender sender = new Sender(Handle.anonymous("chat:" + visitor).orElseThrow(), name, false);
        return take(Medium.CHAT, sender, Optional.empty(), ago, "", text);
    }

    /// What we answered then.
    private void answer(Conversation conversation, Somebody whom, Duration ago, String text) {
        Sender we = new Sender(Handle.email("hello@lindqvist.example").orElseThrow(), "Maja Lindqvist", true);
        take(
                Medium.EMAIL,
                we,
                Optional.of(new Sender(whom.address(), whom.name(), true)),
                ago,
                "Re: " + conversation.subject(),
                text,
                conversation);
    }

    private Conversation take(
            Medium medium,
            Sender from,
            Optional<Sender> to,
            Duration ago,
            String subject,
            String text,
            Conversation... before) {
        List<String> references = new ArrayList<>();
        for (Conversation one : before) references.add("<demo-" + numbers.get(one.id()) + "@lindqvist.example>");
        int number = ++count;
        boolean taken = context.getBean(Arrivals.class)
                .take(new Arriving(
                        connections.outgoing(medium).id(),
                        "<demo-" + number + "@lindqvist.example>",
                        from,
                        to.map(List::of).orElse(List.of()),
                        medium == Medium.CHAT ? from.handle().value() : null,
                        references,
                        subject,
                        text,
                        null,
                        text.length(),
                        now.minus(ago),
                        to.isPresent() ? Arriving.Sort.COPY : Arriving.Sort.MESSAGE,
                        List.of()))
                .isPresent();
        if (!taken) throw new IllegalStateException("The demo's message " + number + " was not taken");
        Conversation made = latest(from, to);
        numbers.putIfAbsent(made.id(), number);
        return made;
    }

    private Conversation latest(Sender from, Optional<Sender> to) {
        var owner = context.getBean(valentine.customer.Handles.class)
                .owner(to.orElse(from).handle())
                .orElseThrow();
        return conversations.of(owner, 1).getFirst();
    }

    private void reply(Conversation conversation, String text) {
        conversations.reply(
                conversation.id(),
                new Reply("", "", List.of(), text, List.of(), null, null, Status.PENDING),
                By.member(owner));
    }

    private void change(Conversation conversation, Deed... deeds) {
        for (Deed deed : deeds) conversations.change(List.of(conversation.id()), deed, By.member(owner));
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
