package valentine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

class DoorTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();

    private final Door door = application.getBean(Door.class);
    private final Departures departures = application.getBean(Departures.class);
    private final Receipts receipts = application.getBean(Receipts.class);
    private final Connections connections = application.getBean(Connections.class);
    private final Arrivals arrivals = application.getBean(Arrivals.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    private final Wire wire = new Wire(Medium.EMAIL);
    private final Post post = new Post(application, List.of(wire));
    private ConnectionId support = new ConnectionId(0);
    private CustomerId zoe = new CustomerId(0);

    @BeforeEach
    void somebody_wrote_to_us() {
        jdbc.sql("TRUNCATE channel.connection, channel.thread, history.message, history.interaction CASCADE")
                .update();
        support = connect(Medium.EMAIL, "support@shop.example");
        zoe = arrivals.take(Letters.in(connections.find(support).orElseThrow(), "<first@x>", "zoe@example.com"))
                .orElseThrow()
                .customer();
    }

    @Test
    void a_message_leaves_after_the_transaction_that_wrote_it_and_not_without_it() {
        transaction.executeWithoutResult(status -> {
            door.send(letter("never"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> door.send(letter("once")));
        post.handOver();
        post.handOver();

        assertThat(wire.taken(parcel -> parcel.departed().subject())).containsExactly("About once");
        assertThat(states()).containsExactly("handed_over");
        assertThat(history()).containsExactly("message_in", "message_out");
    }

    @Test
    void a_message_sent_twice_is_one_message() {
        Verdict first = door.send(letter("a"));
        Verdict second = door.send(letter("a"));
        post.handOver();

        assertThat(second).isEqualTo(first);
        assertThat(wire.taken()).hasSize(1);
    }

    @Test
    void an_answer_names_what_it_answers_and_the_answer_to_it_comes_into_the_same_thread() {
        Connection mailbox = connections.find(support).orElseThrow();
        Arrival question =
                arrivals.take(Letters.in(mailbox, "<q@x>", "zoe@example.com")).orElseThrow();
        door.send(Letters.out("a", support, zoe, "zoe@example.com", question.thread(), Intent.ANSWER, null));
        post.handOver();

        Parcel parcel = wire.taken().getFirst();
        assertThat(parcel.references()).containsExactly("<q@x>");
        assertThat(parcel.externalId()).matches("<[0-9a-f-]{36}@shop.example>");
        Arrival again = arrivals.take(Letters.in(mailbox, "<q2@x>", "zoe@example.com", parcel.externalId()))
                .orElseThrow();
        assertThat(again.thread()).isEqualTo(question.thread());
    }

    @Test
    void a_message_can_be_taken_back_until_it_is_handed_over() {
        Clock clock = application.getBean(Clock.class);
        Verdict.Leaving later = (Verdict.Leaving) door.send(Letters.out(
                "a",
                support,
                zoe,
                "zoe@example.com",
                null,
                Intent.ANSWER,
                clock.instant().plusSeconds(60)));
        post.handOver();

        assertThat(wire.taken()).isEmpty();
        assertThat(door.takeBack(later.id())).isTrue();
        assertThat(door.takeBack(later.id())).isFalse();
        due();
        post.handOver();
        assertThat(wire.taken()).isEmpty();
        Verdict.Leaving now = (Verdict.Leaving) door.send(letter("b"));
        post.handOver();
        assertThat(door.takeBack(now.id())).isFalse();
    }

    @Test
    void without_a_connection_messages_wait_in_the_outbox_and_leave_once_there_is_one() {
        Connection blank = connections.outgoing(Medium.SMS);
        assertThat(connections.outgoing(Medium.SMS)).isEqualTo(blank);
        assertThat(connections.all()).extracting(Connection::id).containsExactly(support);
        Wire texts = new Wire(Medium.SMS);
        Post both = new Post(application, List.of(wire, texts));
        door.send(Letters.out("a", blank.id(), zoe, "zoe@example.com"));
        both.handOver();
        assertThat(states()).containsExactly("waiting");

        assertThat(connect(Medium.SMS, "+4930111111")).isEqualTo(blank.id());
        both.handOver();
        assertThat(texts.taken()).hasSize(1);
    }

    @Test
    void who_says_later_is_asked_again_later_and_in_order_and_given_up_at_the_end() {
        wire.answer(_ -> new Handover.Later("busy", Duration.ZERO));
        door.send(letter("a"));
        ThreadId thread = departure("a").thread();
        door.send(Letters.out("b", support, zoe, "zoe@example.com", thread, Intent.ANSWER, null));
        post.handOver();
        assertThat(wire.taken(parcel -> parcel.departed().key())).containsExactly("a");
        assertThat(departure("a").why()).isEqualTo("busy");

        for (int i = 0; i < 12; i++) {
            due();
            post.handOver();
        }
        assertThat(departure("a").state()).isEqualTo(State.FAILED);
        assertThat(departure("a").why()).startsWith("Given up after 9 tries.");
        assertThat(history()).contains("message_failed");
    }

    @Test
    void what_may_have_gone_is_in_doubt_and_never_repeated_by_itself() {
        wire.answer(_ -> {
            throw new IOException("Connection reset");
        });
        door.send(letter("a"));
        post.handOver();
        due();
        post.handOver();

        assertThat(wire.taken()).hasSize(1);
        assertThat(departure("a").state()).isEqualTo(State.DOUBT);
        assertThat(departure("a").why()).isEqualTo("It may have gone or not: Connection reset");
        assertThat(receipts.delivered(support, departure("a").externalId(), Instant.now()))
                .isTrue();
        assertThat(departure("a").state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void where_nobody_is_there_nothing_is_in_doubt_and_the_rest_is_not_tried() {
        wire.answer(_ -> {
            throw new ConnectException("refused");
        });
        door.send(letter("a"));
        door.send(letter("b"));
        post.handOver();
        post.handOver();

        assertThat(wire.taken()).hasSize(1);
        assertThat(states()).containsExactly("waiting", "waiting");
        wire.answer(parcel -> new Handover.Taken(parcel.externalId()));
        due();
        post.dispatch().hurry();
        post.handOver();
        assertThat(states()).containsExactly("handed_over", "handed_over");
    }

    @Test
    void a_message_that_was_leaving_when_valentine_was_killed_is_one_doubt_and_goes_once_at_most() {
        door.send(letter("a"));
        door.send(letter("b"));
        application.getBean(Claims.class).next(connections.find(support).orElseThrow());
        lapse();
        post.handOver();

        assertThat(departure("a").state()).isEqualTo(State.DOUBT);
        assertThat(departure("b").state()).isEqualTo(State.HANDED_OVER);
        assertThat(wire.taken(parcel -> parcel.departed().key())).containsExactly("b");
    }

    @Test
    void where_the_other_side_knows_repeats_a_killed_message_simply_leaves_again() {
        wire.knowRepeats();
        door.send(letter("a"));
        application.getBean(Claims.class).next(connections.find(support).orElseThrow());
        lapse();
        post.handOver();

        assertThat(departure("a").state()).isEqualTo(State.HANDED_OVER);
    }

    @Test
    void a_slow_connection_holds_up_no_other() throws InterruptedException {
        Wire slow = new Wire(Medium.SMS);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        slow.answer(parcel -> {
            open.await();
            return new Handover.Taken(parcel.externalId());
        });
        wire.answer(parcel -> {
            other.countDown();
            return new Handover.Taken(parcel.externalId());
        });
        Post both = new Post(application, List.of(wire, slow));
        door.send(Letters.out("slow", connect(Medium.SMS, "+4930111111"), zoe, "zoe@example.com"));
        both.dispatch().round();
        door.send(letter("quick"));
        both.dispatch().round();

        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        open.countDown();
        both.dispatch().finish(Duration.ofSeconds(20));
        assertThat(states()).containsExactly("handed_over", "handed_over");
    }

    @Test
    void the_courier_hands_over_by_itself_whatever_is_sent() throws InterruptedException {
        Courier courier = new Courier(post.dispatch(), application.getBean(Doorbell.class));
        courier.start();
        try {
            for (int i = 0; i < 20; i++) {
                CountDownLatch there = new CountDownLatch(1);
                wire.answer(parcel -> {
                    there.countDown();
                    return new Handover.Taken(parcel.externalId());
                });
                transaction.executeWithoutResult(_ -> door.send(letter("key " + UUID.randomUUID())));
                assertThat(there.await(20, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            courier.stop();
        }
    }

    @Test
    void a_refusal_and_a_bounce_come_back_as_failures_with_their_reason() {
        wire.answer(_ -> new Handover.Refused("No such user\r\nX: y"));
        door.send(letter("a"));
        post.handOver();
        assertThat(departure("a").why()).isEqualTo("No such user X: y");

        wire.answer(_ -> new Handover.Taken("provider-7"));
        door.send(letter("b"));
        post.handOver();
        assertThat(receipts.failed(support, "provider-7", "The mailbox is full."))
                .isTrue();
        assertThat(receipts.failed(support, "provider-7", "The mailbox is full."))
                .isFalse();
        assertThat(receipts.read(support, "unknown", Instant.now())).isFalse();
        assertThat(departure("b").state()).isEqualTo(State.FAILED);
        assertThat(history()).containsExactly("message_in", "message_failed", "message_out", "message_failed");
    }

    @Test
    void what_the_other_side_says_too_early_is_not_lost_and_nothing_goes_back() {
        // The receipt overtakes the answer that says what the message is called there.
        wire.answer(_ -> {
            assertThat(receipts.read(support, "provider-1", Instant.now())).isFalse();
            assertThat(receipts.delivered(support, "provider-1", Instant.now())).isFalse();
            return new Handover.Taken("provider-1");
        });
        door.send(letter("a"));
        post.handOver();
        assertThat(departure("a").state()).isEqualTo(State.READ);

        // It overtakes only the note of it: the name was known.
        wire.answer(parcel -> {
            assertThat(receipts.read(support, parcel.externalId(), Instant.now()))
                    .isTrue();
            return new Handover.Taken(parcel.externalId());
        });
        door.send(letter("b"));
        post.handOver();
        assertThat(departure("b").state()).isEqualTo(State.READ);
        assertThat(receipts.delivered(support, departure("b").externalId(), Instant.now()))
                .isFalse();
        assertThat(departure("b").state()).isEqualTo(State.READ);
        assertThat(history()).containsExactly("message_in", "message_out", "message_delivered", "message_out");

        // Of what never was ours nothing is kept.
        assertThat(receipts.read(support, "unknown", Instant.now())).isFalse();
        assertThat(jdbc.sql("SELECT count(*) FROM channel.early_receipt")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void what_waits_for_a_connection_that_was_ended_fails_and_says_so() {
        door.send(letter("a"));
        connections.end(support, Actor.CONSOLE);
        post.handOver();

        assertThat(departure("a").why()).isEqualTo("The channel it was to leave by was ended.");
        assertThat(wire.taken()).isEmpty();
    }

    private Outgoing letter(String key) {
        return Letters.out(key, support, zoe, "zoe@example.com");
    }

    private ConnectionId connect(Medium medium, String address) {
        return connections.connect(medium, address, address, Map.of(), Map.of(), Actor.CONSOLE);
    }

    private Departed departure(String key) {
        return departures.ofKey(key).orElseThrow();
    }

    private static void due() {
        jdbc.sql("UPDATE channel.departure SET due_at = now() - interval '1 second' WHERE state IN ('waiting', 'held')")
                .update();
    }

    private static void lapse() {
        jdbc.sql("UPDATE channel.departure SET due_at = now() - interval '1 second' WHERE state = 'sending'")
                .update();
    }

    private static List<String> states() {
        return jdbc.sql("SELECT state FROM channel.departure ORDER BY id")
                .query(String.class)
                .list();
    }

    private static List<String> history() {
        return jdbc.sql("SELECT kind FROM history.interaction ORDER BY id")
                .query(String.class)
                .list();
    }
}
