package valentine.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.calendar.Calendars;
import valentine.calendar.ClockUnit;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;
import valentine.reading.PromiseKind;

class RulesTest {
    private static final Instant ORDERED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant CAME = Instant.parse("2026-03-06T15:00:00Z");
    private static final Instant SENT = Instant.parse("2026-03-08T10:00:00Z");
    private static final Instant BACK = Instant.parse("2026-03-10T11:00:00Z");
    private static final Instant PAID = Instant.parse("2026-03-12T08:00:00Z");

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    private final Rules rules = context.getBean(Rules.class);
    private final Promises promises = context.getBean(Promises.class);
    private final Presets presets = context.getBean(Presets.class);

    private int messages = 1_000;

    private record Event(Kind kind, Instant at, Map<String, Object> properties) {}

    @Test
    void an_order_with_a_delivery_date_is_a_promise_that_its_delivery_keeps() {
        CustomerId ann = customer("ann", "AT");
        happens(ann, new Event(Kind.ORDER, ORDERED, Map.of("order", "A7", "estimated_delivery_date", "2026-03-05")), 1);
        settle();
        Promise promise = promises.of(ann, null, 10).getFirst();
        assertThat(promise.isOpen()).isTrue();
        assertThat(promise.kind()).isEqualTo(PromiseKind.DELIVERY);
        assertThat(promise.madeAt()).isEqualTo(ORDERED);

        happens(ann, new Event(Kind.DELIVERY, CAME, Map.of("order_id", "A7")), 2);
        settle();

        assertThat(promises.of(ann, null, 10))
                .singleElement()
                .satisfies(kept -> assertThat(kept.outcome()).isInstanceOf(Outcome.KeptLate.class));
    }

    @Test
    void a_return_that_arrives_starts_the_legal_clock_of_the_customers_country_and_the_refund_keeps_it() {
        CustomerId ann = customer("ann", "AT");
        CustomerId joe = customer("joe", "United States");
        happens(ann, new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", "A8")), 1);
        happens(joe, new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", "A9")), 2);
        settle();
        ZoneId zone = context.getBean(Calendars.class).ours().zone();
        assertThat(promises.of(ann, null, 10)
                        .getFirst()
                        .deadline()
                        .due()
                        .atZone(zone)
                        .toLocalDate())
                .isEqualTo(BACK.atZone(zone).toLocalDate().plusDays(14));
        assertThat(promises.of(joe, null, 10)
                        .getFirst()
                        .deadline()
                        .due()
                        .atZone(zone)
                        .toLocalDate())
                .isEqualTo(BACK.atZone(zone).toLocalDate().plusDays(9));

        happens(ann, new Event(Kind.REFUND, PAID, Map.of("order", "A8")), 3);
        settle();

        assertThat(promises.of(ann, null, 10).getFirst().outcome()).isEqualTo(new Outcome.Kept(PAID));
        assertThat(promises.of(joe, null, 10).getFirst().isOpen()).isTrue();
    }

    @Test
    void every_order_of_arrival_gives_the_same_ledger() {
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(List.of(0, 1, 2, 3)), 0, orders);
        assertThat(orders).hasSize(24);
        for (int i = 0; i < orders.size(); i++) {
            CustomerId customer = customer("customer " + i, "AT");
            String number = "N" + i;
            List<Event> events = List.of(
                    new Event(
                            Kind.ORDER,
                            ORDERED,
                            Map.of("order", number, "estimated_delivery_at", "2026-03-09T12:00:00Z")),
                    new Event(Kind.DELIVERY, CAME, Map.of("order", number)),
                    new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", number)),
                    new Event(Kind.REFUND, PAID, Map.of("order", number)));
            for (int which : orders.get(i)) {
                happens(customer, events.get(which), 10 * i + which);
                happens(customer, events.get(which), 10 * i + which);
                settle();
            }
            assertThat(promises.of(customer, null, 10))
                    .as("%s", orders.get(i))
                    .extracting(Promise::kind, Promise::madeAt, Promise::outcome)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(PromiseKind.REFUND, BACK, new Outcome.Kept(PAID)),
                            org.assertj.core.groups.Tuple.tuple(PromiseKind.DELIVERY, ORDERED, new Outcome.Kept(CAME)));
        }
    }

    @Test
    void dates_are_read_as_programs_write_them_and_nonsense_is_none() {
        ZoneId zone = ZoneId.of("Europe/Vienna");
        assertThat(Rules.deadline("2026-03-05", zone).orElseThrow().due()).isEqualTo("2026-03-05T22:59:59.999999Z");
        assertThat(Rules.deadline("2026-03-05T10:00:00+02:00", zone)
                        .orElseThrow()
                        .due())
                .isEqualTo("2026-03-05T08:00:00Z");
        assertThat(Rules.deadline("2026-03-05 10:00", zone).orElseThrow().due()).isEqualTo("2026-03-05T09:00:00Z");
        assertThat(List.of("soon", "", "2026-02-30", "05/03/2026", "2026-03-05T25:00Z"))
                .allMatch(text -> Rules.deadline(text, zone).isEmpty());
    }

    @Test
    void a_changed_clock_holds_for_what_comes_and_leaves_what_was_promised() {
        Preset eu = presets.all().stream().filter(Preset::standard).findFirst().orElseThrow();
        CustomerId ann = customer("ann", "AT");
        happens(ann, new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", "B1")), 1);
        settle();
        Instant before = promises.of(ann, null, 1).getFirst().deadline().due();

        assertThat(presets.change(
                        new Preset(
                                eu.id(),
                                eu.name(),
                                eu.kind(),
                                eu.what(),
                                7,
                                ClockUnit.DAYS,
                                eu.law(),
                                eu.countries(),
                                true,
                                eu.starts()),
                        Actor.CONSOLE))
                .isEmpty();
        happens(ann, new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", "B2")), 2);
        settle();

        assertThat(promises.of(ann, null, 10))
                .extracting(promise -> promise.deadline().due())
                .containsExactly(before, before.minus(Duration.ofDays(7)));
        assertThat(presets.add(
                        new Preset(
                                eu.id(), "Ours", PromiseKind.FIX, " ", 1, ClockUnit.DAYS, "", List.of(), false, null),
                        Actor.CONSOLE))
                .isPresent();
    }

    @Test
    void a_refund_runs_from_proof_of_sending_or_arrival_whichever_is_known_first_and_never_twice() {
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(List.of(0, 1, 2)), 0, orders);
        for (String country : List.of("AT", "United Kingdom", "BR")) {
            for (boolean atOnce : List.of(false, true)) {
                for (List<Integer> order : orders) {
                    String number = country + atOnce + order;
                    CustomerId customer = customer("customer " + number, country);
                    List<Event> events = List.of(
                            new Event(Kind.RETURN_SENT, SENT, Map.of("order", number)),
                            new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order_id", number)),
                            new Event(Kind.REFUND, PAID, Map.of("order", number)));
                    for (int which : order) {
                        happens(customer, events.get(which), messages++);
                        happens(customer, events.get(which), messages++);
                        if (!atOnce) settle();
                    }
                    settle();
                    Instant began = atOnce || order.indexOf(0) < order.indexOf(1) ? SENT : BACK;
                    assertThat(promises.of(customer, null, 10))
                            .as("%s", number)
                            .singleElement()
                            .satisfies(promise -> {
                                assertThat(promise.madeAt()).isEqualTo(began);
                                assertThat(promise.outcome()).isEqualTo(new Outcome.Kept(PAID));
                                assertThat(Duration.between(
                                                began, promise.deadline().due()))
                                        .isBetween(Duration.ofDays(14), Duration.ofDays(15));
                            });
                }
            }
        }
    }

    @Test
    void where_the_law_waits_for_the_goods_proof_of_sending_starts_nothing() {
        CustomerId joe = customer("joe", "US");
        happens(joe, new Event(Kind.RETURN_SENT, SENT, Map.of("order", "C1")), 1);
        settle();
        assertThat(promises.of(joe, null, 10)).isEmpty();

        happens(joe, new Event(Kind.RETURN_ARRIVED, BACK, Map.of("order", "C1")), 2);
        settle();

        assertThat(promises.of(joe, null, 10)).extracting(Promise::madeAt).containsExactly(BACK);
    }

    @Test
    void a_complaint_starts_the_clock_of_its_acknowledgement_that_our_answer_keeps() {
        Instant complained = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);
        Instant answered = complained.plus(Duration.ofHours(1));
        CustomerId ann = customer("ann", "AT");
        happens(ann, new Event(Kind.COMPLAINT, complained, Map.of("text", "It is broken.")), 1);
        happens(ann, new Event(Kind.COMPLAINT, complained, Map.of("text", "It is broken.")), 1);
        happens(ann, new Event(Kind.MESSAGE_OUT, answered, Map.of("intent", "sale")), 2);
        settle();
        assertThat(promises.of(ann, null, 10)).singleElement().satisfies(promise -> {
            assertThat(promise.what()).isEqualTo("Acknowledge the complaint");
            assertThat(promise.madeAt()).isEqualTo(complained);
            assertThat(promise.deadline()).isEqualTo(presets.deadline(acknowledging(), complained));
            assertThat(promise.isOpen()).isTrue();
        });

        happens(ann, new Event(Kind.MESSAGE_OUT, answered, Map.of("intent", "answer")), 3);
        settle();

        assertThat(promises.of(ann, null, 10))
                .singleElement()
                .satisfies(promise -> assertThat(promise.outcome()).isEqualTo(new Outcome.Kept(answered)));
    }

    @Test
    void an_answer_that_became_known_before_its_complaint_keeps_it_too() {
        Instant complained = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);
        CustomerId ann = customer("ann", "AT");
        happens(ann, new Event(Kind.CALL, complained.plusSeconds(60), Map.of()), 1);
        settle();
        happens(ann, new Event(Kind.COMPLAINT, complained, Map.of()), 2);
        settle();

        assertThat(promises.of(ann, null, 10))
                .extracting(Promise::outcome)
                .containsExactly(new Outcome.Kept(complained.plusSeconds(60)));
    }

    @Test
    void complaints_of_long_ago_and_clocks_that_nothing_starts_promise_nothing() {
        CustomerId ann = customer("ann", "AT");
        happens(ann, new Event(Kind.COMPLAINT, Instant.now().minus(Duration.ofDays(31)), Map.of()), 1);
        settle();
        Preset before = acknowledging();
        assertThat(presets.change(
                        new Preset(
                                before.id(),
                                before.name(),
                                before.kind(),
                                before.what(),
                                before.count(),
                                before.unit(),
                                "",
                                List.of(),
                                false,
                                null),
                        Actor.CONSOLE))
                .isEmpty();
        happens(ann, new Event(Kind.COMPLAINT, Instant.now(), Map.of()), 2);
        settle();

        assertThat(promises.of(ann, null, 10)).isEmpty();
    }

    private Preset acknowledging() {
        return presets.all().stream()
                .filter(preset -> preset.starts() == Start.COMPLAINT)
                .findFirst()
                .orElseThrow();
    }

    private void happens(CustomerId customer, Event event, int number) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(_ -> context.getBean(History.class)
                        .record(new Interaction(
                                customer,
                                event.at(),
                                event.kind(),
                                Interaction.Direction.IN,
                                null,
                                "Something",
                                new HashMap<>(event.properties()),
                                "shop",
                                "m" + number)));
    }

    private void settle() {
        while (rules.follow()) {}
    }

    private static void permute(List<Integer> items, int from, List<List<Integer>> found) {
        if (from == items.size()) found.add(List.copyOf(items));
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permute(items, from + 1, found);
            Collections.swap(items, from, i);
        }
    }

    private CustomerId customer(String id, String country) {
        Handle handle = Handle.id(id).orElseThrow();
        return context.getBean(Directory.class)
                .resolve(List.of(new Person(handle, id, "", "", "", Map.of("country", country))))
                .get(handle)
                .customer();
    }
}
