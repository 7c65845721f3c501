package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;
import valentine.promise.KeptFigures.Facet;
import valentine.promise.KeptFigures.Figures;
import valentine.promise.KeptFigures.Monthly;
import valentine.reading.PromiseKind;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;

/// A ledger of twenty promises, counted by hand; what is believed of each group was worked out by other code (SciPy).
class KeptFiguresTest {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final Duration DAY = Duration.ofDays(1);

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    private final Promises promises = context.getBean(Promises.class);
    private final KeptFigures figures = context.getBean(KeptFigures.class);
    private final JdbcClient jdbc = database.jdbc();
    private final Instant now = Instant.now();
    private final YearMonth first = YearMonth.now(ZoneOffset.UTC).minusMonths(4);
    private final YearMonth second = first.plusMonths(2);
    private final Member ann = member("Ann");
    private final Member max = member("Max");
    private int customers;

    @Test
    void a_ledger_counted_by_hand_gives_the_same_figures() {
        Group vienna = new Group(first, PromiseKind.CALL_BACK, new Care(ann.id(), "Vienna", "phone"));
        for (int i = 0; i < 6; i++) kept(vienna, Duration.ofHours(i));
        keptLate(vienna, Duration.ofHours(10));
        keptLate(vienna, Duration.ofHours(30));
        PromiseId given = promise(vienna, vienna.due());
        Group graz = new Group(second, PromiseKind.REFUND, new Care(max.id(), "Graz", "e-mail"));
        kept(graz, Duration.ZERO);
        kept(graz, DAY);
        keptLate(graz, Duration.ofHours(50));
        promise(graz, graz.due());
        promises.withdraw(promise(graz, graz.due()), "The order was cancelled", By.RULE);
        promises.repromise(promise(graz, graz.due()), new Deadline(now.plus(DAY), ZoneOffset.UTC), "Tomorrow.", max);
        Group nobodys = new Group(second, PromiseKind.FIX, Care.NOBODYS);
        for (int i = 0; i < 3; i++) kept(nobodys, Duration.ofHours(i));
        // Neither what is to come nor what was due before the year counts.
        promise(nobodys, now.plus(DAY));
        promise(nobodys, now.minus(Duration.ofDays(400)));
        context.getBean(DueJob.class).run(now);
        assertThat(promises.find(given).orElseThrow().outcome()).isInstanceOf(Outcome.Broken.class);

        Figures found = figures.make();

        assertThat(found.kept().successes()).isEqualTo(11);
        assertThat(found.kept().total()).isEqualTo(17);
        assertThat(found.kept().low()).isCloseTo(0.413003635, CLOSE);
        assertThat(found.kept().high()).isCloseTo(0.826902796, CLOSE);
        assertThat(found.late()).isEqualTo(3);
        assertThat(found.median()).isEqualTo(Duration.ofHours(30));
        assertThat(found.ninetieth()).isEqualTo(Duration.ofHours(50));
        is(found, Facet.KIND, "Call back", "Refund", "Fix");
        is(found, Facet.BRANCH, "Vienna", "Graz", "not said");
        is(found, Facet.CHANNEL, "phone", "e-mail", "not said");
        is(found, Facet.OWNER, "Ann", "Max", "nobody");
        assertThat(found.by().get(Facet.MONTH))
                .extracting(KeptRate::group, KeptRate::seen)
                .containsExactly(tuple(MONTH.format(first), "6 of 9"), tuple(MONTH.format(second), "5 of 8"));
        believed(found.by().get(Facet.MONTH).getFirst(), 0.654794521, 0.354607562, 0.897556319);
        believed(found.by().get(Facet.MONTH).getLast(), 0.617021277, 0.302606028, 0.883270184);
        assertThat(found.months())
                .containsExactly(new Monthly(MONTH.format(first), 6, 2, 1), new Monthly(MONTH.format(second), 5, 1, 2));
    }

    @Test
    void those_to_whom_we_kept_our_word_are_told_apart_from_the_others() {
        Instant due = now.minus(Duration.ofDays(300));
        for (int i = 0; i < 4; i++) {
            CustomerId customer = customer();
            promises.keep(promise(customer, due), due.minus(DAY), By.RULE);
            // Of these one comes too late: the firm looks half a year ahead.
            happens(customer, Kind.ORDER, due.plus(Duration.ofDays(i == 0 ? 181 : 180 - i)), Map.of());
            happens(customer, Kind.REVIEW, due.plus(DAY), Map.of("score", i < 2 ? 5 : 4));
        }
        for (int i = 0; i < 2; i++) {
            CustomerId customer = customer();
            promises.keep(promise(customer, due), due.plus(DAY), By.RULE);
            happens(customer, Kind.ORDER, due.plus(i == 0 ? DAY : DAY.negated()), Map.of());
            happens(customer, Kind.REVIEW, due.plus(DAY), Map.of("score", 2 + i));
        }
        CustomerId broken = customer();
        promise(broken, due);
        // Only the first promise of each counts, or who got many would count often.
        promises.keep(promise(broken, due.plus(DAY)), due, By.RULE);
        happens(broken, Kind.REVIEW, due.plus(Duration.ofDays(61)), Map.of("score", 5));

        Figures found = figures.make();

        assertThat(found.staying().days()).isEqualTo(180);
        assertThat(found.staying().kept().successes()).isEqualTo(3);
        assertThat(found.staying().kept().total()).isEqualTo(4);
        assertThat(found.staying().late().successes()).isEqualTo(1);
        assertThat(found.staying().late().total()).isEqualTo(2);
        assertThat(found.staying().broken().successes()).isZero();
        assertThat(found.staying().broken().total()).isEqualTo(1);
        assertThat(found.staying().isEnough(found.staying().late())).isFalse();
        assertThat(found.said().kept().total()).isEqualTo(4);
        assertThat(found.said().kept().mean()).isCloseTo(4.5, CLOSE);
        assertThat(found.said().kept().variance()).isCloseTo(1.0 / 3, CLOSE);
        assertThat(found.said().late().mean()).isCloseTo(2.5, CLOSE);
    }

    /// The same in each: the groups have one kind, branch, channel and owner.
    private static void is(Figures found, Facet facet, String vienna, String graz, String nobodys) {
        List<KeptRate> rates = found.by().getOrDefault(facet, List.of());
        assertThat(rates)
                .as("%s", facet)
                .extracting(KeptRate::group, KeptRate::seen, KeptRate::median, KeptRate::ninetieth, KeptRate::verdict)
                .containsExactly(
                        tuple(vienna, "6 of 9", Duration.ofHours(10), Duration.ofHours(30), ""),
                        tuple(graz, "2 of 5", Duration.ofHours(50), Duration.ofHours(50), ""),
                        tuple(nobodys, "3 of 3", null, null, ""));
        believed(rates.get(0), 0.648504274, 0.459395348, 0.815979320);
        believed(rates.get(1), 0.584595957, 0.378115968, 0.776501791);
        believed(rates.get(2), 0.693055558, 0.480380203, 0.869243386);
    }

    private static void believed(KeptRate rate, double value, double low, double high) {
        assertThat(rate.shrunk().value()).isCloseTo(value, CLOSE);
        assertThat(rate.shrunk().low()).isCloseTo(low, CLOSE);
        assertThat(rate.shrunk().high()).isCloseTo(high, CLOSE);
    }

    private record Group(YearMonth month, PromiseKind kind, Care care) {
        Instant due() {
            return month.atDay(15).atTime(12, 0).toInstant(ZoneOffset.UTC);
        }
    }

    private void kept(Group group, Duration before) {
        promises.keep(promise(group, group.due()), group.due().minus(before), By.RULE);
    }

    private void keptLate(Group group, Duration late) {
        promises.keep(promise(group, group.due()), group.due().plus(late), By.RULE);
    }

    private PromiseId promise(Group group, Instant due) {
        return made(
                new Draft(Whom.customer(customer()), group.kind(), "Something", deadline(due)).caredForBy(group.care()),
                due);
    }

    private PromiseId promise(CustomerId customer, Instant due) {
        return made(new Draft(Whom.customer(customer), PromiseKind.OTHER, "Something", deadline(due)), due);
    }

    private PromiseId made(Draft draft, Instant due) {
        Answer answer = promises.make(draft, due.minus(Duration.ofDays(9)), By.RULE);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done) answer).promise();
    }

    private static Deadline deadline(Instant due) {
        return new Deadline(due, ZoneId.of("UTC"));
    }

    private void happens(CustomerId customer, Kind kind, Instant at, Map<String, Object> properties) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(_ -> context.getBean(History.class)
                        .record(new Interaction(
                                customer,
                                at,
                                kind,
                                Interaction.Direction.IN,
                                null,
                                "Something",
                                properties,
                                "shop",
                                kind + " of " + customer.value())));
    }

    private CustomerId customer() {
        Handle handle = Handle.id("customer-" + customers++).orElseThrow();
        return context.getBean(Directory.class)
                .resolve(List.of(new Person(handle, "Somebody", "", "", "", Map.of())))
                .get(handle)
                .customer();
    }

    private Member member(String name) {
        long id = jdbc.sql("""
                        INSERT INTO team.member (email, name, role, password_hash, created_at)
                        VALUES (lower(:name) || '@example.org', :name, 'manager', 'x', now())
                        RETURNING id
                        """).param("name", name).query(Long.class).single();
        return new Member(new MemberId(id), name + "@example.org", name, Role.MANAGER);
    }
}
