package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.reading.PromiseKind;
import valentine.team.MemberId;

class DueJobTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");

    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext ONE = DATABASE.context();

    @AutoClose
    private static final ConfigurableApplicationContext OTHER = DATABASE.context();

    private final Promises promises = ONE.getBean(Promises.class);
    private final DueJob job = ONE.getBean(DueJob.class);
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final CustomerId ben = customer();

    @Test
    void a_promise_is_looked_at_warned_of_broken_and_told_to_the_manager_once_each() {
        Instant due = now.plus(Duration.ofDays(10));
        PromiseId id = make(new Deadline(due, ZONE, now.plus(Duration.ofDays(5))), now);

        job.run(now.plus(Duration.ofDays(4)));
        assertThat(steps(id)).isEmpty();
        job.run(now.plus(Duration.ofDays(5)));
        assertThat(steps(id)).containsExactly("review");
        job.run(due.minus(Duration.ofHours(24)));
        assertThat(steps(id)).containsExactly("review", "warning");
        job.run(due);
        assertThat(steps(id)).doesNotContain("due");
        job.run(due.plusMillis(1));
        job.run(due.plusMillis(2));
        assertThat(steps(id)).containsExactly("review", "warning", "due");
        assertThat(broken(id)).isEqualTo(1);
        job.run(due.plus(Duration.ofDays(1)));
        assertThat(steps(id)).containsExactly("review", "warning", "due", "escalation");
        assertThat(promises.find(id).orElseThrow().isOpen()).isTrue();
        job.run(due.plus(Duration.ofDays(60)));
        assertThat(promises.find(id).orElseThrow().outcome()).isEqualTo(new Outcome.Broken(due));
        assertThat(broken(id)).isEqualTo(1);
    }

    @Test
    void a_moment_that_passed_while_nobody_was_up_is_noticed_once_by_several_servers() throws Exception {
        Instant due = now.plus(Duration.ofHours(1));
        List<PromiseId> all = IntStream.range(0, 300)
                .mapToObj(_ -> make(new Deadline(due, ZONE, now.plusSeconds(60)), now))
                .toList();
        Instant up = due.plus(Duration.ofHours(20));

        try (var servers = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> runs = List.of(
                    () -> job.run(up),
                    () -> OTHER.getBean(DueJob.class).run(up),
                    () -> job.run(up),
                    () -> OTHER.getBean(DueJob.class).run(up));
            for (Future<Long> run : servers.invokeAll(runs))
                assertThat(run.get()).isNotNegative();
        }

        for (PromiseId id : all) {
            assertThat(steps(id)).containsExactly("due");
            assertThat(broken(id)).isEqualTo(1);
        }
    }

    @Test
    void the_owner_is_reminded_by_letter_and_the_manager_hears_of_what_is_still_not_kept() {
        long owner = member("owner-of-promises", "member");
        member("the-manager", "manager");
        Instant due = now.plus(Duration.ofDays(9));
        Draft draft = new Draft(Whom.customer(ben), PromiseKind.FIX, "Mend the\u202Egate", new Deadline(due, ZONE))
                .caredForBy(Care.of(new MemberId(owner)));
        assertThat(promises.make(draft, now, By.RULE)).isInstanceOf(Answer.Done.class);

        job.run(due.minus(Duration.ofHours(20)));
        job.run(due.minus(Duration.ofHours(19)));
        assertThat(letters("owner-of-promises@example.org")).containsExactly("A promise is nearly due");
        job.run(due.plusSeconds(1));
        job.run(due.plus(Duration.ofHours(25)));

        assertThat(letters("owner-of-promises@example.org"))
                .containsExactly("A promise is nearly due", "A promise was not kept in time");
        assertThat(letters("the-manager@example.org")).containsExactly("A promise is still not kept");
    }

    @Test
    void of_many_promises_one_letter_comes_and_none_of_what_is_long_past() {
        long owner = member("busy", "member");
        Care care = Care.of(new MemberId(owner));
        for (int i = 0; i < 50; i++) {
            Deadline deadline = new Deadline(now.plus(Duration.ofDays(12)), ZONE);
            promises.make(
                    new Draft(Whom.customer(ben), PromiseKind.FIX, "Mend " + i, deadline).caredForBy(care),
                    now,
                    By.RULE);
            Deadline past = new Deadline(now.minus(Duration.ofDays(20)), ZONE);
            promises.make(
                    new Draft(Whom.customer(ben), PromiseKind.FIX, "Old " + i, past).caredForBy(care),
                    now.minus(Duration.ofDays(30)),
                    By.RULE);
        }

        job.run(now);
        assertThat(letters("busy@example.org")).isEmpty();
        job.run(now.plus(Duration.ofDays(11)).plusSeconds(9));

        assertThat(letters("busy@example.org")).containsExactly("50 promises need you");
    }

    @Test
    void what_was_broken_can_still_be_kept_late_and_is_broken_once() {
        Instant made = now.minus(Duration.ofDays(3));
        PromiseId id = make(new Deadline(now.minus(Duration.ofDays(1)), ZONE), made);
        job.run(now);

        promises.keep(id, By.RULE);

        assertThat(promises.find(id).orElseThrow().outcome()).isInstanceOf(Outcome.KeptLate.class);
        assertThat(broken(id)).isEqualTo(1);
    }

    @Test
    void what_passed_before_we_were_told_of_it_is_noticed_at_once() {
        PromiseId id = make(new Deadline(now.minus(Duration.ofHours(1)), ZONE), now.minus(Duration.ofDays(3)));

        job.run(now);

        assertThat(steps(id)).containsExactly("due");
        assertThat(broken(id)).isEqualTo(1);
    }

    @Test
    void a_promise_kept_in_time_is_never_noticed() {
        PromiseId id = make(new Deadline(now.plus(Duration.ofHours(2)), ZONE), now);
        promises.keep(id, By.RULE);

        job.run(now.plus(Duration.ofDays(100)));

        assertThat(steps(id)).isEmpty();
        assertThat(broken(id)).isZero();
    }

    /// Each of these local times is due; a microsecond later it is broken and not before, wherever clocks change.
    @Test
    void two_hundred_due_moments_over_clock_changes_and_month_ends_are_met_to_the_microsecond() {
        List<String> zones = List.of(
                "Europe/Vienna",
                "America/New_York",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Pacific/Apia",
                "Africa/Casablanca",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Pacific/Kiritimati");
        List<LocalDateTime> times = new ArrayList<>();
        for (String time : List.of(
                "2028-02-29T23:59:59.999999",
                "2028-02-28T00:00",
                "2027-02-28T23:59:59",
                "2027-03-14T02:30",
                "2027-03-28T02:30",
                "2027-03-28T03:00",
                "2027-10-31T02:30",
                "2027-11-07T01:30",
                "2027-04-04T01:45",
                "2027-10-03T02:15",
                "2027-12-31T23:59:59.999999",
                "2028-01-01T00:00",
                "2027-01-31T12:00",
                "2027-04-30T23:59",
                "2027-06-30T23:59:59",
                "2028-12-31T00:00",
                "2029-02-28T23:59:59",
                "2027-05-31T17:00",
                "2027-08-31T09:00",
                "2027-09-30T23:59:59.5")) times.add(LocalDateTime.parse(time));
        List<PromiseId> all = new ArrayList<>();
        List<Instant> dues = new ArrayList<>();
        for (String zone : zones) {
            for (LocalDateTime time : times) {
                Instant due = time.atZone(ZoneId.of(zone)).toInstant();
                all.add(make(new Deadline(due, ZoneId.of(zone)), now));
                dues.add(due);
            }
        }
        assertThat(all).hasSize(200);

        List<Instant> moments = dues.stream().distinct().sorted().toList();
        for (Instant moment : moments) {
            job.run(moment);
            long before = dues.stream().filter(due -> due.isBefore(moment)).count();
            assertThat(noticed(all)).as("just at %s", moment).isEqualTo(before);
        }
        job.run(moments.getLast().plusNanos(1_000));
        assertThat(noticed(all)).isEqualTo(200);
    }

    private long noticed(List<PromiseId> all) {
        return jdbc.sql("SELECT count(*) FROM promise.notice WHERE step = 'due' AND promise = ANY (:all)")
                .param("all", all.stream().map(PromiseId::value).toArray(Long[]::new))
                .query(Long.class)
                .single();
    }

    private PromiseId make(Deadline deadline, Instant made) {
        Answer answer = promises.make(
                new Draft(Whom.customer(ben), PromiseKind.ANSWER, "Answer the question", deadline), made, By.RULE);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done) answer).promise();
    }

    private List<String> steps(PromiseId id) {
        return jdbc.sql("SELECT step FROM promise.notice WHERE promise = :id ORDER BY at, step")
                .param("id", id.value())
                .query((row, _) -> row.getString("step"))
                .list();
    }

    private long broken(PromiseId id) {
        return jdbc.sql("""
                        SELECT count(*) FROM history.interaction
                        WHERE kind = 'promise_broken' AND (properties ->> 'promise')::bigint = :id
                        """).param("id", id.value()).query(Long.class).single();
    }

    private long member(String name, String role) {
        return jdbc.sql("""
                        INSERT INTO team.member (email, name, role, password_hash, created_at)
                        VALUES (:name || '@example.org', :name, :role, 'x', now())
                        RETURNING id
                        """)
                .param("name", name)
                .param("role", role)
                .query(Long.class)
                .single();
    }

    private List<String> letters(String address) {
        return jdbc.sql("SELECT subject FROM mail.letter WHERE address = :address ORDER BY id")
                .param("address", address)
                .query((row, _) -> row.getString("subject"))
                .list();
    }

    private static CustomerId customer() {
        Handle handle = Handle.id("ben").orElseThrow();
        return ONE.getBean(Directory.class)
                .resolve(List.of(new Person(handle, "Ben", "", "", "", Map.of())))
                .get(handle)
                .customer();
    }
}
