package valentine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

class TimelineTest {
    private static final CustomerId ANNA = new CustomerId(1);
    private static final CustomerId BEN = new CustomerId(2);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = context.getBean(JdbcClient.class);
    private final TransactionTemplate transactions = context.getBean(TransactionTemplate.class);
    private final Timeline timeline = context.getBean(Timeline.class);
    private final History history = context.getBean(History.class);

    @BeforeEach
    void nothing() {
        jdbc.sql("TRUNCATE history.interaction, history.message").update();
        jdbc.sql("INSERT INTO customer.customer (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'Anna'), (2, 'Ben')"
                        + " ON CONFLICT DO NOTHING")
                .update();
    }

    @Test
    void pages_hold_every_interaction_once_newest_first() {
        for (int i = 0; i < 95; i++) {
            // Several share a moment, as the lines of a file do.
            say(ANNA, Kind.VISIT, "2026-03-0" + (1 + i % 3) + "T10:00:00Z", "Visit " + i);
        }
        say(BEN, Kind.VISIT, "2026-03-02T10:00:00Z", "Ben's visit");

        List<Entry> all = new ArrayList<>();
        Look look = look(null, null);
        int pages = 0;
        while (look != null) {
            Timeline.Part part = timeline.read(look);
            all.addAll(part.entries());
            look = part.older();
            pages++;
        }

        assertThat(pages).isEqualTo(4);
        assertThat(all).hasSize(95).extracting(Entry::title).doesNotHaveDuplicates();
        assertThat(all).extracting(Entry::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void a_place_in_the_timeline_survives_its_address() {
        say(ANNA, Kind.VISIT, "1969-03-03T10:00:00.123456Z", "Long ago");
        Mark mark = timeline.read(look(null, null)).entries().getFirst().mark();

        assertThat(Mark.of(mark.key())).contains(mark);
        assertThat(Mark.of("-999999999999999999_1")).isEmpty();
        assertThat(Mark.of("'; DROP")).isEmpty();
    }

    @Test
    void a_chip_shows_only_its_kinds() {
        say(ANNA, Kind.ORDER, "2026-03-01T10:00:00Z", "Order 1");
        say(ANNA, Kind.COMPLAINT, "2026-03-02T10:00:00Z", "The cup is broken");

        assertThat(timeline.read(look("feedback", null)).entries())
                .extracting(Entry::title)
                .containsExactly("The cup is broken");
    }

    @Test
    void as_of_a_day_shows_what_happened_until_its_end_in_our_zone() {
        jdbc.sql("UPDATE team.firm SET zone = 'Asia/Tokyo'").update();
        say(ANNA, Kind.CALL, "2026-03-03T14:59:59.999999Z", "Just before midnight");
        say(ANNA, Kind.CALL, "2026-03-03T15:00:00Z", "On the next day");

        assertThat(timeline.read(look(null, "2026-03-03")).entries())
                .extracting(Entry::title)
                .containsExactly("Just before midnight");
        jdbc.sql("UPDATE team.firm SET zone = 'UTC'").update();
    }

    @Test
    void a_day_that_does_not_exist_is_said_to_be_none() {
        assertThat(look(null, "2026-02-30").problem()).contains("does not exist");
        assertThat(look(null, "").problem()).isNull();
    }

    @Test
    void what_happened_to_all_profiles_of_a_customer_is_one_timeline() {
        for (int i = 0; i < 40; i++) {
            say(i % 3 == 0 ? ANNA : BEN, Kind.VISIT, "2026-03-02T10:%02d:00Z".formatted(i), "Visit " + i);
        }
        jdbc.sql("UPDATE customer.customer SET part_of = 1 WHERE id = 2").update();
        Timeline.Part first = timeline.read(look(null, null));
        Timeline.Part rest = timeline.read(Objects.requireNonNull(first.older()));
        jdbc.sql("UPDATE customer.customer SET part_of = NULL WHERE id = 2").update();

        assertThat(Stream.concat(first.entries().stream(), rest.entries().stream())
                        .map(Entry::title))
                .containsExactlyElementsOf(IntStream.range(0, 40)
                        .mapToObj(i -> "Visit " + (39 - i))
                        .toList());
        assertThat(timeline.read(look(null, null)).entries()).hasSize(14);
    }

    @Test
    void the_same_message_is_taken_once() {
        assertThat(say(ANNA, Kind.NOTE, "2026-03-01T10:00:00Z", "Note")).isTrue();
        assertThat(say(ANNA, Kind.NOTE, "2026-03-01T10:00:00Z", "Note")).isFalse();

        assertThat(timeline.read(look(null, null)).entries()).hasSize(1);
    }

    @Test
    void adding_needs_a_transaction_of_the_caller() {
        assertThatThrownBy(() -> history.record(interaction(ANNA, Kind.NOTE, "2026-03-01T10:00:00Z", "Note")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void an_order_shows_its_lines_and_whatever_else_is_known() {
        insert("order", "Order 536365", """
                {"order": "536365", "lines": [{"product": "85123A", "description": "White <b>heart</b>",
                 "quantity": 6, "unit_price": 2.55, "amount": 15.3}], "more": 2, "gift_note": {"to": "Mum"}}
                """);

        Entry entry = timeline.read(look(null, null)).entries().getFirst();

        assertThat(entry.money().exact()).isEqualTo("£15.30");
        assertThat(entry.details().lines())
                .containsExactly(new Details.Line("85123A", "White <b>heart</b>", "6", "£2.55", "£15.30"));
        assertThat(entry.details().moreLines()).isEqualTo(2);
        assertThat(entry.details().facts())
                .containsExactly(
                        new Details.Fact("Gift note", "{\"to\":\"Mum\"}"), new Details.Fact("Order", "536365"));
    }

    @Test
    void properties_of_any_shape_can_be_shown() {
        for (String odd :
                List.of("[]", "\"text\"", "7", "{\"lines\": 3}", "{\"lines\": [1, null]}", "{\"text\": []}")) {
            insert("sneeze", "Odd", odd);
        }

        assertThat(timeline.read(look(null, null)).entries())
                .hasSize(6)
                .extracting(Entry::label)
                .containsOnly("sneeze");
    }

    @Test
    void facts_come_newest_first_within_each_customer() {
        say(ANNA, Kind.COMPLAINT, "2026-03-01T10:00:00Z", "First");
        say(ANNA, Kind.COMPLAINT, "2026-03-02T10:00:00Z", "Second");
        say(BEN, Kind.CALL, "2026-03-02T10:00:00Z", "Call");
        say(BEN, Kind.VISIT, "2026-03-02T10:00:00Z", "Not asked for");

        assertThat(timeline.facts(
                        List.of(ANNA, BEN), List.of(Kind.COMPLAINT, Kind.CALL), Instant.parse("2026-01-01T00:00:00Z")))
                .extracting(Fact::title)
                .containsExactly("Second", "First", "Call");
    }

    private static Look look(String show, String asOf) {
        return Look.of(new Whose.Customer(ANNA), show, asOf, null);
    }

    private boolean say(CustomerId customer, Kind kind, String at, String title) {
        return Boolean.TRUE.equals(transactions.execute(_ -> history.record(interaction(customer, kind, at, title))));
    }

    private static Interaction interaction(CustomerId customer, Kind kind, String at, String title) {
        return new Interaction(
                customer,
                Instant.parse(at),
                kind,
                Interaction.Direction.IN,
                "phone",
                title,
                Map.of(),
                "test",
                customer.value() + title);
    }

    private void insert(String kind, String title, String properties) {
        jdbc.sql("""
                INSERT INTO history.interaction
                    (customer, at, kind, title, amount, currency, properties, source, message_id)
                VALUES (1, '2026-03-01T10:00:00Z', :kind, :title, 15.3, 'GBP', :properties::jsonb, 1, :properties)
                """)
                .param("kind", kind)
                .param("title", title)
                .param("properties", properties)
                .update();
    }
}
