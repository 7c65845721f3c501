package valentine.gesture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.team.MemberId;

class GesturesTest {
    private static final MemberId ME = new MemberId(1);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = context.getBean(JdbcClient.class);
    private final Gestures gestures = context.getBean(Gestures.class);
    private final People people = new People(jdbc);

    @BeforeEach
    void nobody() {
        people.nobody();
    }

    @Test
    void who_needs_us_most_stands_first() {
        CustomerId ben = people.add("Ben", 40);
        CustomerId anna = people.add("Anna", 90);
        people.add("Cleo, who needs nothing", 0);

        assertThat(waiting()).containsExactly(anna, ben);
    }

    @Test
    void the_reason_is_what_speaks_most_against_staying() {
        people.add("Anna", 90);

        assertThat(gestures.today().getFirst().why()).isEqualTo("Silent for 112 days.");
    }

    @Test
    void after_a_decision_a_customer_rests() {
        CustomerId anna = people.add("Anna", 90);

        gestures.decide(anna, Gesture.WRITE_PERSONALLY, Answer.LATER, ME);

        assertThat(waiting()).isEmpty();
        assertThat(rests())
                .isBetween(Duration.ofDays(7).minusHours(2), Duration.ofDays(7).plusHours(2));
    }

    @Test
    void after_the_rest_the_customer_is_back() {
        CustomerId anna = people.add("Anna", 90);
        gestures.decide(anna, Gesture.WRITE_PERSONALLY, Answer.DONE, ME);

        jdbc.sql("UPDATE gesture.decision SET rests_till = now() - interval '1 second'")
                .update();

        assertThat(waiting()).containsExactly(anna);
    }

    @Test
    void a_decision_and_its_undoing_stay_in_the_history() {
        CustomerId anna = people.add("Anna", 90);
        DecisionId decision =
                gestures.decide(anna, Gesture.WRITE_PERSONALLY, Answer.DONE, ME).orElseThrow();

        assertThat(gestures.undo(decision)).isTrue();
        assertThat(gestures.undo(decision)).isFalse();

        assertThat(waiting()).containsExactly(anna);
        assertThat(jdbc.sql("SELECT title FROM history.interaction WHERE kind = 'gesture' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("Done: Write a personal line, no offer", "Undone: Write a personal line, no offer");
    }

    @Test
    void a_second_click_decides_nothing() {
        CustomerId anna = people.add("Anna", 90);

        assertThat(gestures.decide(anna, Gesture.WRITE_PERSONALLY, Answer.DONE, ME))
                .isPresent();
        assertThat(gestures.decide(anna, Gesture.WRITE_PERSONALLY, Answer.NOT_NEEDED, ME))
                .isEmpty();
    }

    @Test
    void the_page_holds_twenty_and_fills_up_again() {
        for (int i = 1; i <= 25; i++) {
            people.add("Number " + i, i);
        }
        CustomerId first = waiting().getFirst();

        gestures.decide(first, Gesture.WRITE_PERSONALLY, Answer.NOT_NEEDED, ME);

        assertThat(waiting()).hasSize(20).doesNotContain(first);
    }

    @Test
    void the_table_takes_every_gesture_and_answer() {
        for (Gesture gesture : Gesture.values()) {
            for (Answer answer : Answer.values()) {
                assertThat(gestures.decide(people.add("Somebody", 1), gesture, answer, ME))
                        .isPresent();
            }
        }
    }

    private List<CustomerId> waiting() {
        return gestures.today().stream()
                .map(suggestion -> suggestion.standing().customer())
                .toList();
    }

    private Duration rests() {
        return Duration.ofSeconds(
                jdbc.sql("SELECT extract(epoch FROM rests_till - decided_at)::bigint FROM gesture.decision")
                        .query(Long.class)
                        .single());
    }
}
