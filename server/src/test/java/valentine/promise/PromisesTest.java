package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.customer.PersonalData;
import valentine.db.TestDatabase;
import valentine.reading.PromiseKind;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.web.Money;

class PromisesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
    private static final Member ANN = new Member(new MemberId(1), "ann@example.org", "Ann", Role.MEMBER);
    private static final Member MAX = new Member(new MemberId(2), "max@example.org", "Max", Role.MANAGER);
    private static final By BY = By.member(ANN.id());

    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext CONTEXT = DATABASE.context();

    private final Promises promises = CONTEXT.getBean(Promises.class);
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Instant now = Instant.now();
    private final CustomerId ben = customer("ben-" + System.nanoTime());

    @Test
    void a_promise_is_found_as_it_was_made() {
        Draft draft = draft(Duration.ofDays(3)).worth(new Money(new BigDecimal("12.5000"), "EUR"));

        Promise promise = made(draft);

        assertThat(promise.what()).isEqualTo("Call back about the invoice");
        assertThat(promise.whom()).isEqualTo(Whom.customer(ben));
        assertThat(promise.deadline()).isEqualTo(draft.deadline());
        assertThat(promise.money()).isEqualTo(draft.money());
        assertThat(promise.isOpen()).isTrue();
        assertThat(promises.of(ben, null, 10)).containsExactly(promise);
        assertThat(promises.open(null, null, now.plus(Duration.ofDays(9)), 10_000))
                .contains(promise);
        assertThat(facts(promise)).containsExactly("promise_made");
    }

    @Test
    void a_promise_that_is_kept_ends_once_and_keeping_it_again_changes_nothing() {
        Promise promise = made(draft(Duration.ofDays(1)));

        assertThat(promises.keep(promise.id(), BY)).isEqualTo(new Answer.Done(promise.id()));
        assertThat(promises.keep(promise.id(), BY)).isEqualTo(new Answer.Before(promise.id()));
        assertThat(promises.withdraw(promise.id(), "No longer wanted", BY)).isEqualTo(new Answer.Before(promise.id()));

        assertThat(found(promise).outcome()).isInstanceOf(Outcome.Kept.class);
        assertThat(facts(promise)).containsExactly("promise_made", "promise_kept");
        assertThat(promises.kept(null, 1)).containsExactly(found(promise));
    }

    @Test
    void a_promise_kept_after_its_moment_was_broken_and_is_kept_late() {
        Instant made = now.minus(Duration.ofDays(5));
        Deadline deadline = new Deadline(now.minus(Duration.ofDays(2)), ZONE);
        Draft draft = new Draft(Whom.customer(ben), PromiseKind.FIX, "Mend the tap", deadline);
        Promise promise = done(promises.make(draft, made, BY));

        promises.keep(promise.id(), deadline.due().plus(Duration.ofHours(30)), BY);

        assertThat(found(promise).outcome())
                .isEqualTo(new Outcome.KeptLate(deadline.due().plus(Duration.ofHours(30)), Duration.ofHours(30)));
        assertThat(facts(promise)).containsExactlyInAnyOrder("promise_made", "promise_broken", "promise_kept");
    }

    @Test
    void a_withdrawn_promise_says_why() {
        Promise promise = made(draft(Duration.ofDays(1)));

        assertThat(promises.withdraw(promise.id(), "  ", BY)).isInstanceOf(Answer.Refused.class);
        promises.withdraw(promise.id(), "The order was cancelled", BY);

        assertThat(found(promise).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Withdrawn.class, end -> assertThat(end.reason()).isEqualTo("The order was cancelled"));
        assertThat(promises.notKept(null, 1)).containsExactly(found(promise));
    }

    @Test
    void a_new_date_keeps_the_old_one_and_the_third_asks_for_the_manager() {
        Promise first = made(draft(Duration.ofDays(1)));
        Promise second = done(promises.repromise(first.id(), in(2), "Tomorrow after all.", ANN));
        Promise third = done(promises.repromise(second.id(), in(3), "One more day.", ANN));

        assertThat(promises.repromise(third.id(), in(4), "Sorry.", ANN)).isEqualTo(new Answer.AsksManager());
        assertThat(promises.repromise(third.id(), in(4), "Sorry.", BY)).isEqualTo(new Answer.AsksManager());
        Promise fourth = done(promises.repromise(third.id(), in(4), "Sorry.", MAX));

        assertThat(promises.chain(second.id()))
                .extracting(Promise::id)
                .containsExactly(first.id(), second.id(), third.id(), fourth.id());
        assertThat(found(first).outcome()).isInstanceOf(Outcome.Repromised.class);
        assertThat(found(first).deadline()).isEqualTo(first.deadline());
        assertThat(found(fourth).isOpen()).isTrue();
        assertThat(facts(second)).containsExactlyInAnyOrder("promise_made", "message_out");
        assertThat(count("SELECT count(*) FROM mail.letter WHERE key = 'promise "
                        + second.id().value() + " new date'"))
                .isEqualTo(1);
    }

    @Test
    void of_two_who_keep_and_promise_anew_at_once_one_ends_it() throws Exception {
        try (var people = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 40; round++) {
                Promise promise = made(draft(Duration.ofDays(1)));
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<Answer>> all = List.of(
                        () -> promises.keep(promise.id(), BY),
                        () -> promises.repromise(promise.id(), in(5), "Later.", ANN),
                        () -> promises.keep(promise.id(), BY),
                        () -> promises.withdraw(promise.id(), "Enough", BY));
                List<Future<Answer>> answers = people.invokeAll(all.stream()
                        .<Callable<Answer>>map(one -> () -> {
                            start.await();
                            return one.call();
                        })
                        .toList());
                int done = 0;
                for (Future<Answer> answer : answers) if (answer.get() instanceof Answer.Done) done++;
                assertThat(done).isEqualTo(1);
                assertThat(count("SELECT count(*) FROM promise.ending WHERE promise = "
                                + promise.id().value()))
                        .isEqualTo(1);
                assertThat(count("SELECT count(*) FROM promise.promise WHERE instead_of = "
                                + promise.id().value()))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void what_a_program_makes_twice_is_made_once() {
        Draft draft = draft(Duration.ofDays(1)).once("order 7");

        Promise promise = done(promises.make(draft, By.RULE));

        assertThat(promises.make(draft, By.RULE)).isEqualTo(new Answer.Before(promise.id()));
        assertThat(facts(promise)).containsExactly("promise_made");
    }

    @Test
    void what_cannot_be_promised_is_refused_with_a_sentence() {
        Whom whom = Whom.customer(ben);
        assertThat(List.of(
                        promises.make(new Draft(whom, PromiseKind.FIX, " ", in(1)), BY),
                        promises.make(new Draft(whom, PromiseKind.FIX, "x".repeat(501), in(1)), BY),
                        promises.make(new Draft(whom, PromiseKind.FIX, "a\u0007b", in(1)), BY),
                        promises.make(new Draft(whom, PromiseKind.FIX, "Mend", in(-1)), BY),
                        promises.make(new Draft(whom, PromiseKind.FIX, "Mend", in(9_000)), BY),
                        promises.make(draft(Duration.ofDays(1)).caredForBy(Care.of(new MemberId(99))), BY),
                        promises.make(draft(Duration.ofDays(1)).saidIn(new Said(1, now, "Friday")), BY),
                        promises.make(draft(Duration.ofDays(1)).worth(new Money(BigDecimal.TEN, "euro")), BY),
                        promises.make(
                                new Draft(Whom.customer(new CustomerId(987_654)), PromiseKind.FIX, "Mend", in(1)), BY)))
                .allMatch(Answer.Refused.class::isInstance);
        assertThat(promises.keep(new PromiseId(987_654), BY)).isEqualTo(new Answer.Unknown());
    }

    @Test
    void a_promise_for_a_day_is_kept_until_its_end_also_where_clocks_change() {
        Deadline day = Deadline.endOf(LocalDate.of(2026, 3, 29), ZONE);

        assertThat(day.due()).isEqualTo("2026-03-29T21:59:59.999999Z");
        assertThat(day.day()).isEqualTo(LocalDate.of(2026, 3, 29));
    }

    @Test
    void the_ledger_goes_on_where_the_page_before_ended() {
        for (int i = 1; i <= 5; i++) made(draft(Duration.ofHours(i)));
        List<Promise> all = promises.of(ben, null, 10);

        List<Promise> first = promises.of(ben, null, 2);
        List<Promise> second = promises.of(ben, first.getLast().mark(), 10);

        assertThat(all).hasSize(5).startsWith(first.getFirst()).endsWith(second.getLast());
        assertThat(second).hasSize(3);
        assertThat(Mark.of(first.getLast().mark().key()))
                .contains(first.getLast().mark());
    }

    @Test
    void who_is_forgotten_takes_all_promises_along_and_nobody_elses() {
        CustomerId joe = customer("joe-" + System.nanoTime());
        Promise others = made(draft(Duration.ofDays(1)));
        Draft draft = new Draft(Whom.customer(joe), PromiseKind.GIFT, "Send flowers", in(1));
        Promise first = made(draft);
        promises.repromise(first.id(), in(3), "Later.", ANN);
        promises.keep(made(draft).id(), BY);
        PersonalData data = CONTEXT.getBeansOfType(PersonalData.class).get("whatWasPromised");

        assertThat(data.count(List.of(joe))).isEqualTo(3);
        CONTEXT.getBean(TransactionTemplate.class).executeWithoutResult(_ -> data.forget(List.of(joe)));

        assertThat(data.count(List.of(joe))).isZero();
        assertThat(promises.of(joe, null, 10)).isEmpty();
        assertThat(promises.find(others.id())).isPresent();
    }

    private Draft draft(Duration ahead) {
        return new Draft(
                Whom.customer(ben),
                PromiseKind.CALL_BACK,
                "Call back about the invoice",
                new Deadline(now.plus(ahead), ZONE));
    }

    private Deadline in(int days) {
        return new Deadline(now.plus(Duration.ofDays(days)), ZONE);
    }

    private Promise made(Draft draft) {
        return done(promises.make(draft, BY));
    }

    private Promise done(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return promises.find(((Answer.Done) answer).promise()).orElseThrow();
    }

    private Promise found(Promise promise) {
        return promises.find(promise.id()).orElseThrow();
    }

    private List<String> facts(Promise promise) {
        return jdbc.sql("""
                        SELECT kind FROM history.interaction
                        WHERE (properties ->> 'promise')::bigint = :promise
                        ORDER BY id
                        """)
                .param("promise", promise.id().value())
                .query((row, _) -> row.getString("kind"))
                .list();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static CustomerId customer(String id) {
        Handle handle = Handle.id(id).orElseThrow();
        return CONTEXT.getBean(Directory.class)
                .resolve(List.of(new Person(handle, "Ben", id + "@example.org", "", "", Map.of())))
                .get(handle)
                .customer();
    }
}
