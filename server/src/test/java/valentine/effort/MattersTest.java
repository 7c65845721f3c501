package valentine.effort;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;

/// What counts as effort, case by case; the definitions stand in docs/effort.md.
class MattersTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-06-01T12:00:00Z");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private final JdbcClient jdbc = database.jdbc();
    private final Seeding seeding = new Seeding(jdbc);
    private final Matters matters = new Matters(jdbc);
    private long anna;

    @BeforeEach
    void nobody_wrote_yet() {
        jdbc.sql("TRUNCATE conversation.conversation, customer.customer CASCADE")
                .update();
        anna = seeding.customer("Anna");
    }

    @Test
    void what_is_answered_at_once_takes_nothing_but_the_wait() {
        seeding.begun(anna, NOON, "email").answered(hours(3)).resolved(hours(4));
        assertThat(one()).satisfies(matter -> {
            assertThat(matter.repeats()).isZero();
            assertThat(matter.waited()).isEqualTo(hours(3));
        });
    }

    @Test
    void who_writes_again_before_we_answered_came_again() {
        seeding.begun(anna, NOON, "email").asks(hours(5)).asks(hours(30)).answered(hours(31));
        assertThat(one().repeats()).isEqualTo(2);
        assertThat(one().waited()).as("from the oldest unanswered message").isEqualTo(hours(31));
    }

    @Test
    void several_lines_within_the_hour_are_one_contact() {
        seeding.begun(anna, NOON, "chat")
                .asks(Duration.ofMinutes(1), "chat")
                .asks(Duration.ofMinutes(59), "chat")
                .answered(hours(2));
        assertThat(one().repeats()).isZero();
    }

    @Test
    void an_answer_to_our_question_is_no_repeat() {
        seeding.begun(anna, NOON, "email").answered(hours(1)).asks(hours(3)).answered(hours(5));
        assertThat(one().repeats()).isZero();
        assertThat(one().waited()).as("one hour and two").isEqualTo(hours(3));
    }

    @Test
    void who_writes_after_it_was_resolved_came_again_and_waits_from_then() {
        seeding.begun(anna, NOON, "email")
                .answered(hours(1))
                .resolved(hours(2))
                .comesBack(hours(50))
                .answered(hours(51))
                .resolved(hours(52));
        assertThat(one().repeats()).isEqualTo(1);
        assertThat(one().waited()).isEqualTo(hours(2));
    }

    @Test
    void what_a_member_opens_again_is_no_contact_of_the_customer() {
        seeding.begun(anna, NOON, "email")
                .answered(hours(1))
                .resolved(hours(2))
                .happened(hours(3), "member 1", "resolved", "open");
        assertThat(one().repeats()).isZero();
    }

    @Test
    void thanks_that_are_put_away_without_a_word_kept_nobody_waiting() {
        seeding.begun(anna, NOON, "email").answered(hours(1)).asks(hours(2)).resolved(hours(20));
        assertThat(one().waited()).isEqualTo(hours(1));
    }

    @Test
    void a_late_answer_after_it_was_resolved_without_one_ends_the_wait() {
        seeding.begun(anna, NOON, "email").resolved(hours(2)).answered(hours(9));
        assertThat(one().waited()).isEqualTo(hours(9));
    }

    @Test
    void who_still_waits_waited_up_to_now() {
        seeding.begun(anna, UNTIL.minus(hours(7)), "email");
        assertThat(one().waited()).isEqualTo(hours(7));
    }

    @Test
    void a_machine_answers_nobody_and_neither_does_what_failed() {
        Seeding.Story story =
                seeding.begun(anna, NOON, "email").answered(hours(1)).answered(hours(2));
        jdbc.sql("UPDATE conversation.message SET author = '' WHERE at = :at AND kind = 'out'")
                .param("at", Matters.utc(NOON.plus(hours(1))))
                .update();
        jdbc.sql("UPDATE conversation.message SET failed = 'no such address' WHERE at = :at AND kind = 'out'")
                .param("at", Matters.utc(NOON.plus(hours(2))))
                .update();
        story.answered(hours(4));
        assertThat(one().waited()).isEqualTo(hours(4));
    }

    @Test
    void a_new_conversation_of_the_same_label_within_a_week_of_the_end_is_a_repeat_by_another_channel_a_switch() {
        seeding.begun(anna, NOON, "email", "delivery").answered(hours(1)).resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(6)), "chat", "delivery", "question")
                .answered(hours(1))
                .resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(20)), "email", "delivery").answered(hours(1));
        assertThat(all()).extracting(Matter::repeats).containsExactly(0, 0, 1);
        assertThat(all()).extracting(Matter::switches).containsExactly(0, 0, 1);
        assertThat(all().getLast().medium()).isEqualTo("email");
    }

    @Test
    void another_label_no_label_praise_and_another_customer_are_other_matters() {
        long ben = seeding.customer("Ben");
        for (String label : List.of("delivery", "praise")) {
            seeding.begun(anna, NOON, "email", label).answered(hours(1)).resolved(hours(2));
        }
        seeding.begun(anna, NOON.plus(days(1)), "email", "praise").resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(1)), "email", "invoice").resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(1)), "email").resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(2)), "email").resolved(hours(2));
        seeding.begun(ben, NOON.plus(days(1)), "email", "delivery").resolved(hours(2));
        assertThat(all()).hasSize(6).extracting(Matter::repeats).containsOnly(0);
    }

    @Test
    void conversations_put_together_are_one_matter() {
        Seeding.Story first = seeding.begun(anna, NOON, "email");
        Seeding.Story second = seeding.begun(anna, NOON.plus(hours(4)), "chat");
        second.put("merged_into = " + first.id);
        first.put("switches = 1").answered(hours(6));
        assertThat(one()).satisfies(matter -> {
            assertThat(matter.repeats()).isEqualTo(1);
            assertThat(matter.switches()).isEqualTo(1);
            assertThat(matter.medium()).isEqualTo("email");
            assertThat(matter.waited()).isEqualTo(hours(6));
        });
    }

    @Test
    void profiles_of_one_customer_are_one_customer() {
        long other = seeding.customer("Anna too");
        seeding.begun(other, NOON, "email", "delivery").answered(hours(1)).resolved(hours(2));
        seeding.begun(anna, NOON.plus(days(1)), "phone", "delivery").answered(hours(1));
        jdbc.sql("UPDATE customer.customer SET part_of = :anna WHERE id = :other")
                .param("anna", anna)
                .param("other", other)
                .update();
        assertThat(all()).extracting(Matter::repeats).containsExactly(0, 1);
    }

    private Matter one() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private List<Matter> all() {
        return matters.of(new CustomerId(anna), UNTIL.minus(days(365)), UNTIL);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
