package valentine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Evidence;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Merges;
import valentine.customer.Suppressions;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;

/// The rules of the one door.
class DoorRulesTest {
    private static final PurposeKey NEWS = new PurposeKey("newsletter");
    private static final PurposeKey OFFERS = new PurposeKey("offers");
    private static final LocalTime MIDNIGHT = LocalTime.MIDNIGHT;
    private static final Manners NIGHTS = new Manners(2, 7, LocalTime.of(20, 0), LocalTime.of(9, 0));

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();
    private static int people;

    private final Door door = application.getBean(Door.class);
    private final Departures departures = application.getBean(Departures.class);
    private final Connections connections = application.getBean(Connections.class);
    private final Etiquette etiquette = application.getBean(Etiquette.class);
    private final Consents consents = application.getBean(Consents.class);
    private final Identity identity = application.getBean(Identity.class);
    private final Zones zones = application.getBean(Zones.class);
    private final Clock clock = application.getBean(Clock.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    private final Wire wire = new Wire(Medium.EMAIL);
    private final Wire texts = new Wire(Medium.SMS);
    private final Post post = new Post(application, List.of(wire, texts));
    private ConnectionId mail = new ConnectionId(0);

    @BeforeEach
    void nobody_was_asked_anything_and_no_hour_is_quiet() {
        jdbc.sql("TRUNCATE channel.connection, channel.thread CASCADE").update();
        mail = connect(Medium.EMAIL);
        etiquette.change(new Manners(2, 7, MIDNIGHT, MIDNIGHT), Actor.CONSOLE);
    }

    @Test
    void an_answer_needs_nobodys_leave_and_a_sale_needs_consent_for_its_purpose() {
        CustomerId zoe = somebody();

        assertThat(send("a", zoe, Intent.ANSWER, null)).isInstanceOf(Verdict.Leaving.class);
        assertThat(send("b", zoe, Intent.SALE, null))
                .isEqualTo(refused("It wants something of the customer, so it must" + " say for which purpose."));
        assertThat(send("c", zoe, Intent.SALE, NEWS))
                .isEqualTo(refused("It needs consent, and nobody gave it for this way yet."));
        say(zoe, NEWS, ConsentWord.GIVEN);
        assertThat(send("d", zoe, Intent.SALE, NEWS)).isInstanceOf(Verdict.Leaving.class);
        assertThat(keys()).containsExactly("a", "d");
    }

    @Test
    void what_a_customer_takes_back_stops_what_waits_in_the_same_transaction() {
        CustomerId zoe = somebody();
        say(zoe, NEWS, ConsentWord.GIVEN);
        send("a", zoe, Intent.SALE, NEWS);
        say(zoe, NEWS, ConsentWord.WITHDRAWN);

        assertThat(departure("a").state()).isEqualTo(State.TAKEN_BACK);
        assertThat(departure("a").why()).isEqualTo("The consent was withdrawn.");
        assertThat(jdbc.sql("SELECT count(*) FROM channel.goodwill")
                        .query(Long.class)
                        .single())
                .isZero();
        post.handOver();
        assertThat(wire.taken()).isEmpty();
    }

    @Test
    void whether_it_may_is_asked_again_when_it_leaves_and_an_objection_binds_everything_of_its_purpose() {
        CustomerId zoe = somebody();
        send("a", zoe, Intent.SALE, OFFERS);
        send("b", zoe, Intent.SERVICE, OFFERS);
        // As if it was said to a process that knows nothing of what waits here.
        jdbc.sql("UPDATE channel.departure SET purpose = 'promises'").update();
        say(zoe, OFFERS, ConsentWord.OBJECTED);
        jdbc.sql("UPDATE channel.departure SET purpose = 'offers'").update();
        post.handOver();

        assertThat(wire.taken()).isEmpty();
        assertThat(List.of(departure("a"), departure("b")))
                .allSatisfy(stopped -> assertThat(stopped.why()).contains("objected"));
        assertThat(send("c", zoe, Intent.SERVICE, OFFERS)).isInstanceOf(Verdict.Refused.class);
        assertThat(send("d", zoe, Intent.ANSWER, null)).isInstanceOf(Verdict.Leaving.class);
    }

    @Test
    void whoever_is_to_be_forgotten_gets_nothing_not_even_what_waits() {
        CustomerId zoe = somebody();
        send("a", zoe, Intent.ANSWER, null);
        Handle address = address(zoe);
        transaction.executeWithoutResult(_ -> {
            Suppressions suppressions = application.getBean(Suppressions.class);
            suppressions.suppress(UUID.randomUUID(), suppressions.of(List.of(zoe)), List.of(zoe));
        });
        post.handOver();

        assertThat(wire.taken()).isEmpty();
        assertThat(departure("a").state()).isEqualTo(State.TAKEN_BACK);
        assertThat(door.send(letter("b", zoe, address, mail, Intent.ANSWER, null)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void one_budget_holds_over_all_channels_and_answers_cost_nothing() {
        CustomerId zoe = somebody();
        ConnectionId phone = connect(Medium.SMS);
        Instant now = clock.instant();
        assertThat(send("a", zoe, Intent.SALE, OFFERS)).isInstanceOf(Verdict.Leaving.class);
        send("answer", zoe, Intent.ANSWER, null);
        send("service", zoe, Intent.SERVICE, null);
        assertThat(door.send(letter("b", zoe, address(zoe), phone, Intent.ASK, OFFERS)))
                .isInstanceOf(Verdict.Leaving.class);

        assertThat(door.preview(letter("c", zoe, address(zoe), phone, Intent.ASK, OFFERS)))
                .isInstanceOf(Verdict.Held.class);
        Verdict third = send("c", zoe, Intent.SALE, OFFERS);
        assertThat(third).isInstanceOfSatisfying(Verdict.Held.class, held -> {
            assertThat(held.why()).isEqualTo("The goodwill is spent: a customer is asked twice in 7 days at most.");
            assertThat(held.until())
                    .isBetween(now.plus(Duration.ofDays(7)), clock.instant().plus(Duration.ofDays(7)));
        });
        post.handOver();
        assertThat(keys("handed_over")).containsExactlyInAnyOrder("a", "answer", "service", "b");

        // A week later the oldest is no longer counted.
        jdbc.sql("UPDATE channel.goodwill SET at = at - interval '8 days' WHERE departure = :a")
                .param("a", departure("a").id().value())
                .update();
        due();
        post.handOver();
        assertThat(departure("c").state()).isEqualTo(State.HANDED_OVER);
    }

    @Test
    void what_was_taken_back_or_never_arrived_costs_nothing() {
        CustomerId zoe = somebody();
        for (int i = 0; i < 5; i++) {
            Verdict verdict = send("back " + i, zoe, Intent.SALE, OFFERS);
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Leaving.class, leaving -> door.takeBack(leaving.id()));
        }
        wire.answer(_ -> new Handover.Refused("no such user"));
        for (int i = 0; i < 3; i++) {
            assertThat(send("refused " + i, zoe, Intent.SALE, OFFERS)).isInstanceOf(Verdict.Leaving.class);
            post.handOver();
        }
    }

    @Test
    void many_who_ask_at_once_never_overspend() throws Exception {
        for (int round = 0; round < 5; round++) {
            CustomerId zoe = somebody();
            String name = "round " + round + " ";
            List<Verdict> verdicts = atOnce(8, i -> send(name + i, zoe, Intent.SALE, OFFERS));
            assertThat(verdicts).filteredOn(Verdict.Leaving.class::isInstance).hasSize(2);
            assertThat(verdicts).filteredOn(Verdict.Held.class::isInstance).hasSize(6);
        }
        due();
        atOnce(4, _ -> {
            new Post(application, List.of(wire)).handOver();
            return true;
        });
        post.handOver();
        assertThat(wire.taken()).hasSize(10);
    }

    @Test
    void many_who_send_the_same_at_once_send_one_message() throws Exception {
        CustomerId zoe = somebody();
        List<Verdict> verdicts = atOnce(8, _ -> send("same", zoe, Intent.SALE, OFFERS));

        assertThat(Set.copyOf(verdicts)).hasSize(1);
        assertThat(keys()).containsExactly("same");
    }

    @Test
    void who_turns_out_to_be_one_customer_has_one_budget() {
        CustomerId zoe = somebody();
        CustomerId also = somebody();
        for (CustomerId one : List.of(zoe, also)) {
            send("a " + one.value(), one, Intent.SALE, OFFERS);
            send("b " + one.value(), one, Intent.SALE, OFFERS);
        }
        application.getBean(Merges.class).same(zoe, also, Evidence.of("the same"), null, Map.of());
        post.handOver();

        assertThat(keys("handed_over")).hasSizeLessThanOrEqualTo(2);
        assertThat(keys("held")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_budget_of_nothing_asks_nothing() {
        etiquette.change(new Manners(0, 7, MIDNIGHT, MIDNIGHT), Actor.CONSOLE);
        assertThat(send("a", somebody(), Intent.SALE, OFFERS)).isInstanceOf(Verdict.Refused.class);
        assertThat(send("b", somebody(), Intent.ANSWER, null)).isInstanceOf(Verdict.Leaving.class);
    }

    @Test
    void no_stretch_of_days_holds_more_than_the_most() {
        Duration week = Duration.ofDays(7);
        Instant monday = Instant.parse("2026-03-02T10:00:00Z");
        Instant friday = monday.plus(Duration.ofDays(4));

        assertThat(Goodwill.earliest(List.of(), monday, 1, week)).isEqualTo(monday);
        assertThat(Goodwill.earliest(List.of(monday), friday, 2, week)).isEqualTo(friday);
        assertThat(Goodwill.earliest(List.of(monday, friday), friday, 2, week)).isEqualTo(monday.plus(week));
        assertThat(Goodwill.earliest(List.of(monday, monday, friday), friday, 2, week))
                .isEqualTo(monday.plus(week));
        // One that is to leave later counts too.
        assertThat(Goodwill.earliest(List.of(friday), monday, 1, week)).isEqualTo(friday.plus(week));
    }

    @Test
    void a_quiet_hour_is_one_where_the_customer_is() {
        Instant noonInBerlin = Instant.parse("2026-03-03T11:00:00Z");
        CustomerId auckland = somebody(Map.of("timezone", "Pacific/Auckland"));
        CustomerId japan = somebody(Map.of("country", "Japan"));
        CustomerId america = somebody(Map.of("country", "US"));
        CustomerId nowhere = somebody(Map.of("timezone", "Moon/Crater", "country", "Atlantis"));

        assertThat(zones.of(auckland)).containsExactly(ZoneId.of("Pacific/Auckland"));
        assertThat(zones.of(japan)).containsExactly(ZoneId.of("Asia/Tokyo"));
        assertThat(zones.of(america)).hasSizeGreaterThan(5).contains(ZoneId.of("Pacific/Honolulu"));
        assertThat(zones.of(nowhere)).hasSize(1);
        // It is midnight there.
        assertThat(zones.awake(noonInBerlin, zones.of(auckland), NIGHTS))
                .isEqualTo(Instant.parse("2026-03-03T20:00:00Z"));
        assertThat(zones.awake(noonInBerlin, zones.of(japan), NIGHTS)).isEqualTo(Instant.parse("2026-03-04T00:00:00Z"));
        // Until nine in Honolulu, when it is two in the afternoon in New York.
        assertThat(zones.awake(noonInBerlin, zones.of(america), NIGHTS))
                .isEqualTo(Instant.parse("2026-03-03T19:00:00Z"));
    }

    @Test
    void a_clock_that_is_changed_at_night_moves_nothing_into_it() {
        Manners early = new Manners(2, 7, LocalTime.of(22, 0), LocalTime.of(2, 30));
        Instant night = Instant.parse("2026-03-29T00:00:00Z");
        Instant awake = zones.awake(night, List.of(ZoneId.of("Europe/Berlin")), early);
        assertThat(awake).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(awake.atZone(ZoneId.of("Europe/Berlin")).toLocalTime()).isEqualTo(LocalTime.of(3, 30));
    }

    @Test
    void what_wants_something_waits_for_the_morning_and_an_answer_does_not() {
        LocalTime here = clock.instant().atZone(ZoneId.of("Asia/Tokyo")).toLocalTime();
        etiquette.change(new Manners(2, 7, here.minusHours(1), here.plusHours(1)), Actor.CONSOLE);
        CustomerId japan = somebody(Map.of("country", "jp"));

        assertThat(send("a", japan, Intent.SALE, OFFERS)).isInstanceOfSatisfying(Verdict.Held.class, held -> {
            assertThat(held.why()).isEqualTo("It is a quiet hour where the customer is.");
            assertThat(Duration.between(clock.instant(), held.until()))
                    .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
        });
        assertThat(send("b", japan, Intent.ANSWER, null)).isInstanceOf(Verdict.Leaving.class);
    }

    @Test
    void who_is_to_be_left_in_peace_is_asked_later_and_answered_now() {
        CustomerId zoe = somebody();
        Threshold threshold = new Threshold(
                identity,
                consents,
                etiquette,
                application.getBean(Goodwill.class),
                zones,
                List.of(customer -> customer.equals(zoe) ? Optional.of("A complaint is open.") : Optional.empty()));

        assertThat(threshold.judge(question(zoe, Intent.ASK)))
                .isInstanceOfSatisfying(
                        Threshold.Answer.Wait.class,
                        wait -> assertThat(wait.why()).isEqualTo("A complaint is open."));
        assertThat(threshold.judge(question(zoe, Intent.ANSWER))).isInstanceOf(Threshold.Answer.Yes.class);
        assertThat(threshold.judge(question(somebody(), Intent.ASK))).isInstanceOf(Threshold.Answer.Yes.class);
    }

    @Test
    void a_mail_that_wants_something_can_be_ended_with_one_click_and_only_by_its_link() {
        CustomerId zoe = somebody();
        say(zoe, NEWS, ConsentWord.GIVEN);
        send("a", zoe, Intent.SALE, NEWS);
        send("answer", zoe, Intent.ANSWER, null);
        post.handOver();

        Parcel news = parcel("a");
        assertThat(parcel("answer").headers()).isEmpty();
        assertThat(news.headers()).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        String link = String.valueOf(news.headers().get("List-Unsubscribe"));
        assertThat(link).matches("<https?://[^/]+/unsubscribe/[A-Za-z0-9_-]{43}>");
        assertThat(news.departed().text())
                .contains("No more of these messages: " + link.substring(1, link.length() - 1));
        String token = link.substring(link.lastIndexOf('/') + 1, link.length() - 1);
        assertThat(jdbc.sql("SELECT encode(hash, 'escape') FROM channel.unsubscribe")
                        .query(String.class)
                        .single())
                .doesNotContain(token);

        Unsubscribing unsubscribing = application.getBean(Unsubscribing.class);
        unsubscribing.use("somethingelse");
        assertThat(consents.may(zoe, NEWS, Channel.EMAIL).isYes()).isTrue();
        unsubscribing.use(token);
        unsubscribing.use(token);
        assertThat(consents.may(zoe, NEWS, Channel.EMAIL).isYes()).isFalse();
        assertThat(consents.said(zoe, 10))
                .filteredOn(entry -> entry.statement().word() == ConsentWord.WITHDRAWN)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.statement().wording()).isEqualTo(Unsubscribing.WORDING);
                    assertThat(entry.statement().proof())
                            .isEqualTo("message " + departure("a").id().value());
                    assertThat(entry.statement().channel()).isEqualTo(Channel.EMAIL);
                });
    }

    private interface Numbered<T> {
        T with(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int threads, Numbered<T> what) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(() -> {
                start.await();
                return what.with(number);
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(all)) results.add(got(result));
            return results;
        }
    }

    private static <T> T got(Future<T> result) throws InterruptedException, ExecutionException {
        return result.get();
    }

    private Threshold.Question question(CustomerId customer, Intent intent) {
        return new Threshold.Question(customer, address(customer), Medium.EMAIL, intent, OFFERS, clock.instant(), null);
    }

    private CustomerId somebody() {
        return somebody(Map.of());
    }

    private CustomerId somebody(Map<String, Object> traits) {
        Handle handle = Letters.address("person" + ++people + "@example.com");
        return identity.resolve(List.of(new Mention(List.of(handle), traits, clock.instant(), Trust.SAID, "a test")))
                .getFirst();
    }

    private Handle address(CustomerId customer) {
        return application.getBean(Customers.class).handles(customer).getFirst();
    }

    private Verdict send(String key, CustomerId customer, Intent intent, @Nullable PurposeKey purpose) {
        return door.send(letter(key, customer, address(customer), mail, intent, purpose));
    }

    private static Outgoing letter(
            String key,
            CustomerId customer,
            Handle to,
            ConnectionId connection,
            Intent intent,
            @Nullable PurposeKey purpose) {
        return new Outgoing(
                key,
                connection,
                customer,
                null,
                to,
                List.of(),
                "About " + key,
                "This is " + key,
                null,
                List.of(),
                intent,
                purpose,
                null,
                null);
    }

    private ConnectionId connect(Medium medium) {
        return connections.connect(medium, medium.label(), "us@shop.example", Map.of(), Map.of(), Actor.CONSOLE);
    }

    private void say(CustomerId customer, PurposeKey purpose, ConsentWord word) {
        consents.say(new Statement(
                customer, purpose, Channel.EMAIL, word, clock.instant(), Statement.Origin.CUSTOMER, "a test", "", ""));
    }

    private Departed departure(String key) {
        return departures.ofKey(key).orElseThrow();
    }

    private Parcel parcel(String key) {
        return wire.taken().stream()
                .filter(parcel -> parcel.departed().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused(why);
    }

    private static void due() {
        jdbc.sql("UPDATE channel.departure SET due_at = now() - interval '1 second' WHERE state IN ('waiting', 'held')")
                .update();
    }

    private static List<String> keys() {
        return jdbc.sql("SELECT key FROM channel.departure ORDER BY id")
                .query(String.class)
                .list();
    }

    private static List<String> keys(String state) {
        return jdbc.sql("SELECT key FROM channel.departure WHERE state = :state ORDER BY id")
                .param("state", state)
                .query(String.class)
                .list();
    }
}
