package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Arriving;
import valentine.channel.DepartureId;
import valentine.channel.Door;
import valentine.channel.Hush;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.db.TestDatabase;
import valentine.team.BranchId;
import valentine.team.MemberId;

class ConversationsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = database.jdbc();
    private final Conversations conversations = context.getBean(Conversations.class);
    private final Post post = new Post(context);
    private final MemberId ada = post.member("Ada Lovelace", "member");
    private final MemberId ben = post.member("Ben Miller", "member");

    @BeforeEach
    void nothing_was_said_yet() {
        jdbc.sql("TRUNCATE conversation.conversation, conversation.taking, channel.thread CASCADE")
                .update();
    }

    @Test
    void a_message_of_somebody_unknown_opens_a_conversation_in_which_he_waits() {
        Conversation opened = post.mail("anna.berg@example.com", "Anna Berg", "Re: AW: My cup", "It broke.");
        assertThat(opened.subject()).isEqualTo("My cup");
        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(opened.name()).isEqualTo("Anna Berg");
        assertThat(opened.isWaiting()).isTrue();
        assertThat(opened.last().words()).isEqualTo("It broke.");
        assertThat(conversations.messages(opened.id(), 9)).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("It broke.");
            assertThat(message.address()).isEqualTo("anna.berg@example.com");
            assertThat(message.isClaim()).isFalse();
        });
    }

    @Test
    void a_reply_goes_back_the_way_it_came_and_ends_the_waiting() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Sent sent = conversations.reply(opened.id(), Post.reply("We send another."), By.member(ada));
        assertThat(sent).isInstanceOf(Sent.Leaving.class);
        Conversation now = now(opened);
        assertThat(now.status()).isEqualTo(Status.PENDING);
        assertThat(now.assignee()).isEqualTo(ada);
        assertThat(now.isWaiting()).isFalse();
        assertThat(now.course().firstReplyAt()).isNotNull();
        Message message = conversations.messages(opened.id(), 9).getLast();
        var departed = context.getBean(Door.class).find(departure(message)).orElseThrow();
        assertThat(departed.to()).isEqualTo(Handle.email("anna@example.com").orElseThrow());
        assertThat(departed.subject()).isEqualTo("Re: My cup");
        assertThat(departed.writer()).isEqualTo(ada);
        // The answer to it comes into the same conversation.
        Conversation again = post.mail(
                "anna@example.com", "Anna", "Re: My cup", "Thanks", List.of(departed.externalId()), Instant.now());
        assertThat(again.id()).isEqualTo(opened.id());
        assertThat(again.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void sending_twice_is_sending_once() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Reply once = new Reply("abcdefgh", "", List.of(), "Hello", List.of(), null, null, Status.PENDING);
        conversations.reply(opened.id(), once, By.member(ada));
        conversations.reply(opened.id(), once, By.member(ada));
        assertThat(conversations.messages(opened.id(), 9)).hasSize(2);
    }

    @Test
    void what_was_just_sent_is_taken_back_with_all_that_was_done_together_with_it() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Sent.Leaving sent = (Sent.Leaving) conversations.reply(opened.id(), Post.reply("Dear Ann"), By.member(ada));
        assertThat(conversations.takeBack(opened.id(), sent.message(), sent.act(), By.member(ada)))
                .hasValue("Dear Ann");
        assertThat(now(opened)).isEqualTo(opened);
        assertThat(conversations.messages(opened.id(), 9)).hasSize(1);
        assertThat(context.getBean(Drafts.class).of(ada, opened.id(), Drafts.Kind.REPLY))
                .hasValue("Dear Ann");
        assertThat(conversations.takeBack(opened.id(), sent.message(), sent.act(), By.member(ada)))
                .isEmpty();
    }

    @Test
    void what_leaves_later_answers_nobody_yet() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Reply later = new Reply("", "", List.of(), "Tomorrow", List.of(), null, tomorrow, Status.OPEN);
        assertThat(conversations.reply(opened.id(), later, By.member(ada)))
                .isInstanceOfSatisfying(
                        Sent.Leaving.class,
                        leaving -> assertThat(leaving.at())
                                .isCloseTo(
                                        tomorrow,
                                        org.assertj.core.api.Assertions.within(
                                                1, java.time.temporal.ChronoUnit.MILLIS)));
        assertThat(now(opened).isWaiting()).isTrue();
        assertThat(now(opened).last().words()).isEqualTo("It broke.");
    }

    @Test
    void whoever_writes_while_somebody_else_answered_is_asked_first() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        MessageId seen = conversations.messages(opened.id(), 9).getLast().id();
        conversations.reply(opened.id(), Post.reply("I am at it"), By.member(ben));
        Reply late = new Reply("", "", List.of(), "Me too", List.of(), seen, null, Status.PENDING);
        assertThat(conversations.reply(opened.id(), late, By.member(ada)))
                .isEqualTo(new Sent.Overtaken(0, 1, "Ben Miller"));
        assertThat(conversations.messages(opened.id(), 9)).hasSize(2);
        assertThat(conversations.reply(opened.id(), Post.reply("Me too"), By.member(ada)))
                .isInstanceOf(Sent.Leaving.class);
    }

    @Test
    void a_message_opens_again_what_was_resolved_snoozed_or_pending() {
        Conversation opened = post.chat("v1", "Max", "Hello");
        for (Deed deed : List.of(
                new Deed.Stand(Status.RESOLVED),
                new Deed.Stand(Status.PENDING),
                new Deed.Snooze(Instant.now().plus(Duration.ofDays(3))),
                new Deed.Snooze(null))) {
            conversations.change(List.of(opened.id()), deed, By.member(ada));
            assertThat(now(opened).status()).isNotEqualTo(Status.OPEN);
            post.chat("v1", "Max", "Are you there?");
            assertThat(now(opened).status()).isEqualTo(Status.OPEN);
            assertThat(now(opened).snoozedUntil()).isNull();
        }
        assertThat(now(opened).course().reopened()).isOne();
    }

    @Test
    void an_automatic_answer_opens_nothing_and_nobody_waits() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        conversations.reply(opened.id(), Post.reply("We send another."), By.member(ada));
        Message ours = conversations.messages(opened.id(), 9).getLast();
        String id =
                context.getBean(Door.class).find(departure(ours)).orElseThrow().externalId();
        post.take(new Arriving(
                post.mailbox(),
                "<away@mail.example>",
                new Sender(Handle.email("anna@example.com").orElseThrow(), "Anna", true),
                List.of(),
                null,
                List.of(id),
                "Out of office",
                "I am away.",
                null,
                10,
                Instant.now(),
                Arriving.Sort.AUTOMATIC,
                List.of()));
        assertThat(now(opened).status()).isEqualTo(Status.PENDING);
        assertThat(now(opened).isWaiting()).isFalse();
        assertThat(conversations.messages(opened.id(), 9)).hasSize(3);
    }

    @Test
    void what_is_snoozed_until_now_is_woken() {
        Conversation opened = post.chat("v2", "Max", "Hello");
        conversations.change(List.of(opened.id()), new Deed.Snooze(Instant.now().minusSeconds(1)), By.member(ada));
        assertThat(context.getBean(WakeJob.class).run()).isOne();
        assertThat(now(opened).status()).isEqualTo(Status.OPEN);
        assertThat(context.getBean(WakeJob.class).run()).isZero();
    }

    @Test
    void many_are_changed_in_one_go_and_undone_in_one_go_as_far_as_nobody_changed_them_since() {
        Conversation one = post.chat("a", "A", "Hello");
        Conversation two = post.chat("b", "B", "Hello");
        var done = conversations.change(List.of(one.id(), two.id()), new Deed.Stand(Status.RESOLVED), By.member(ada));
        assertThat(done.changed()).containsExactly(one.id(), two.id());
        conversations.change(List.of(two.id()), new Deed.Stand(Status.PENDING), By.member(ben));
        assertThat(conversations.undo(done.act(), By.member(ben))).isZero();
        assertThat(conversations.undo(done.act(), By.member(ada))).isOne();
        assertThat(now(one)).isEqualTo(one);
        assertThat(now(two).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void every_deed_can_be_undone() {
        Conversation before = post.chat("a", "A", "Hello");
        for (Deed deed : List.of(
                new Deed.Assign(ada),
                new Deed.Hand(new BranchId(7)),
                new Deed.Rank(Priority.URGENT),
                new Deed.Label("Complaint", true),
                new Deed.Snooze(Instant.now().plusSeconds(99)),
                new Deed.Snooze(null))) {
            var done = conversations.change(List.of(before.id()), deed, By.member(ada));
            assertThat(now(before)).as(deed.toString()).isNotEqualTo(before);
            conversations.undo(done.act(), By.member(ada));
            assertThat(now(before)).as(deed.toString()).isEqualTo(before);
        }
    }

    @Test
    void merged_conversations_are_one_scroll_and_are_parted_exactly() {
        Conversation one = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Conversation two = post.chat("v3", "Anna", "Are you there?");
        conversations.change(List.of(one.id()), new Deed.Label("glass", true), By.member(ada));
        conversations.change(List.of(two.id()), new Deed.Stand(Status.RESOLVED), By.member(ada));
        Conversation first = now(one);
        Conversation second = now(two);

        assertThat(conversations.merge(one.id(), two.id(), By.member(ada))).isTrue();
        Conversation both = now(one);
        assertThat(both.id()).isEqualTo(two.id());
        assertThat(both.status()).isEqualTo(Status.OPEN);
        assertThat(both.labels()).containsExactly("glass");
        assertThat(both.course().switches()).isOne();
        assertThat(conversations.messages(one.id(), 9)).hasSize(2);
        assertThat(conversations.merge(one.id(), two.id(), By.member(ada))).isFalse();

        assertThat(conversations.part(one.id(), By.member(ada))).isTrue();
        assertThat(now(one)).isEqualTo(first);
        assertThat(now(two)).isEqualTo(second);
        assertThat(conversations.part(one.id(), By.member(ada))).isFalse();
    }

    @Test
    void a_chain_of_merges_is_undone_link_by_link() {
        Conversation one = post.chat("c1", "A", "1");
        Conversation two = post.chat("c2", "B", "2");
        Conversation three = post.chat("c3", "C", "3");
        conversations.merge(one.id(), two.id(), By.member(ada));
        conversations.merge(two.id(), three.id(), By.member(ada));
        assertThat(conversations.messages(one.id(), 9)).hasSize(3);
        post.chat("c1", "A", "4");
        assertThat(conversations.messages(three.id(), 9)).hasSize(4);
        conversations.part(two.id(), By.member(ada));
        assertThat(now(one).id()).isEqualTo(two.id());
        assertThat(conversations.messages(two.id(), 9)).hasSize(3);
        assertThat(conversations.messages(three.id(), 9)).hasSize(1);
        conversations.part(one.id(), By.member(ada));
        assertThat(conversations.messages(one.id(), 9))
                .extracting(Message::text)
                .containsExactly("1", "4");
        assertThat(now(three)).isEqualTo(three);
    }

    @Test
    void threads_that_turn_out_to_be_one_become_one_conversation() {
        Conversation one = post.mail("anna@example.com", "Anna", "My cup", "1", List.of("<x@y>"), Instant.now());
        Conversation two = post.mail("anna@example.com", "Anna", "My cup", "2", List.of("<z@y>"), Instant.now());
        assertThat(one.id()).isNotEqualTo(two.id());
        Conversation both =
                post.mail("anna@example.com", "Anna", "My cup", "3", List.of("<x@y>", "<z@y>"), Instant.now());
        assertThat(now(one).id()).isEqualTo(both.id());
        assertThat(now(two).id()).isEqualTo(both.id());
        assertThat(conversations.messages(both.id(), 9)).hasSize(3);
    }

    @Test
    void whoever_is_named_in_a_note_is_told_until_he_saw_it() {
        Conversation opened = post.chat("n", "A", "Hello");
        conversations.note(opened.id(), "@Ben Miller, could you look? @ada too.", By.member(ada));
        assertThat(conversations.mentions(ben)).isOne();
        assertThat(conversations.mentions(ada)).isZero();
        context.getBean(MessageTable.class).seen(new Long[] {opened.id().value()}, ben, Instant.now());
        assertThat(conversations.mentions(ben)).isZero();
        assertThat(now(opened).isWaiting()).isTrue();
    }

    @Test
    void new_conversations_go_to_who_takes_them_and_has_the_fewest() {
        Shifts shifts = context.getBean(Shifts.class);
        shifts.take(ada, true);
        shifts.take(ben, true);
        shifts.take(post.member("Vera Viewer", "viewer"), true);
        List<MemberId> given = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> post.chat("r" + i, "A", "Hello").assignee())
                .toList();
        assertThat(given).containsExactly(ada, ben, ada, ben);
        shifts.take(ada, false);
        assertThat(post.chat("r5", "A", "Hello").assignee()).isEqualTo(ben);
        shifts.take(ben, false);
        assertThat(post.chat("r6", "A", "Hello").assignee()).isNull();
    }

    @Test
    void as_long_as_a_complaint_is_open_nobody_sells_anything() {
        Hush hush = context.getBean(ComplaintHush.class);
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        assertThat(hush.why(opened.customer())).isEmpty();
        conversations.change(List.of(opened.id()), new Deed.Label("complaint", true), By.member(ada));
        assertThat(hush.why(opened.customer())).isPresent();
        conversations.change(List.of(opened.id()), new Deed.Stand(Status.RESOLVED), By.member(ada));
        assertThat(hush.why(opened.customer())).isEmpty();
        conversations.change(List.of(opened.id()), new Deed.Rank(Priority.URGENT), By.member(ada));
        conversations.change(List.of(opened.id()), new Deed.Stand(Status.OPEN), By.member(ada));
        assertThat(hush.why(opened.customer())).isPresent();
    }

    @Test
    void a_message_that_failed_comes_back_to_its_writer() {
        Conversation opened = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        conversations.reply(opened.id(), Post.reply("We send another."), By.member(ada));
        DepartureId id = departure(conversations.messages(opened.id(), 9).getLast());
        conversations.change(List.of(opened.id()), new Deed.Assign(null), By.member(ben));
        var departed = context.getBean(Door.class).find(id).orElseThrow();
        transaction(() -> context.getBean(Receiving.class).failed(departed));
        Conversation now = now(opened);
        assertThat(now.hasFailed()).isTrue();
        assertThat(now.status()).isEqualTo(Status.OPEN);
        assertThat(now.assignee()).isEqualTo(ada);
        assertThat(now.isWaiting()).isTrue();
        assertThat(conversations.messages(opened.id(), 9).getLast().failed()).isNotNull();
        conversations.reply(opened.id(), Post.reply("Again."), By.member(ada));
        assertThat(now(opened).hasFailed()).isFalse();
    }

    @Test
    void we_begin_a_conversation_and_what_comes_back_is_in_it() {
        Conversation other = post.mail("anna@example.com", "Anna", "My cup", "It broke.");
        Sent.Leaving sent = (Sent.Leaving)
                conversations.begin(other.customer(), "Your order", Post.reply("It left today."), By.member(ada));
        Conversation begun = conversations.find(sent.conversation()).orElseThrow();
        assertThat(begun.subject()).isEqualTo("Your order");
        assertThat(begun.isWaiting()).isFalse();
        assertThat(begun.course().askedAt()).isNull();
        assertThat(conversations.of(other.customer(), 9)).hasSize(2);
        Conversation nobody = post.chat("x", "", "Hi");
        assertThat(conversations.begin(nobody.customer(), "Hi", Post.reply("Hi"), By.member(ada)))
                .isInstanceOf(Sent.Refused.class);
        assertThat(conversations.of(nobody.customer(), 9)).hasSize(1);
    }

    private Conversation now(Conversation before) {
        return conversations.find(before.id()).orElseThrow();
    }

    private static DepartureId departure(Message message) {
        return java.util.Objects.requireNonNull(message.departure());
    }

    private static void transaction(Runnable work) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> work.run());
    }
}
