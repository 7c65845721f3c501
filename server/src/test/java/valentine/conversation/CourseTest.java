package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void whoever_writes_waits_from_his_first_unanswered_message() {
        Course course = Course.of(List.of(asked(0), asked(10), asked(20)));
        assertThat(course.waitingSince()).isEqualTo(at(0));
        assertThat(course.firstReplyAt()).isNull();
        assertThat(course.askedAt()).isEqualTo(at(0));
    }

    @Test
    void a_persons_answer_ends_the_waiting_and_only_the_first_one_is_the_first_reply() {
        Course course = Course.of(List.of(asked(0), answered(5), asked(20), answered(30)));
        assertThat(course.waitingSince()).isNull();
        assertThat(course.firstReplyAt()).isEqualTo(at(5));
        assertThat(Course.of(List.of(asked(0), answered(5), asked(20))).waitingSince())
                .isEqualTo(at(20));
    }

    @Test
    void a_machine_answers_nobody() {
        Course course = Course.of(List.of(asked(0), new Course.Step.Answered(at(1), false)));
        assertThat(course.waitingSince()).isEqualTo(at(0));
        assertThat(course.firstReplyAt()).isNull();
    }

    @Test
    void what_we_said_before_anybody_asked_is_no_reply() {
        Course course = Course.of(List.of(answered(0), asked(10)));
        assertThat(course.firstReplyAt()).isNull();
        assertThat(course.waitingSince()).isEqualTo(at(10));
        assertThat(Course.of(List.of(answered(0))).askedAt()).isNull();
    }

    @Test
    void nobody_waits_while_it_is_resolved_and_opening_it_again_by_hand_goes_on_where_it_was() {
        List<Course.Step> steps = new ArrayList<>(List.of(asked(0), new Course.Step.Resolved(at(10))));
        Course resolved = Course.of(steps);
        assertThat(resolved.waitingSince()).isNull();
        assertThat(resolved.resolvedAt()).isEqualTo(at(10));

        steps.add(new Course.Step.Reopened(at(20)));
        Course open = Course.of(steps);
        assertThat(open.waitingSince()).isEqualTo(at(0));
        assertThat(open.resolvedAt()).isNull();
        assertThat(open.reopened()).isOne();
    }

    @Test
    void who_writes_again_after_it_was_resolved_begins_to_wait_anew() {
        Course course = Course.of(
                List.of(asked(0), new Course.Step.Resolved(at(10)), asked(60), new Course.Step.Reopened(at(60))));
        assertThat(course.waitingSince()).isEqualTo(at(60));
        assertThat(course.reopened()).isOne();
    }

    @Test
    void coming_by_another_channel_and_passing_on_are_counted() {
        Course course = Course.of(List.of(
                asked(0),
                new Course.Step.Asked(at(1), "chat"),
                answered(2),
                new Course.Step.Asked(at(3), "chat"),
                asked(4),
                new Course.Step.Transferred(at(5)),
                new Course.Step.Transferred(at(6))));
        assertThat(course.switches()).isEqualTo(2);
        assertThat(course.transfers()).isEqualTo(2);
    }

    @Test
    void the_order_in_which_we_hear_of_it_does_not_matter() {
        List<Course.Step> steps = List.of(
                asked(0),
                answered(7),
                asked(9),
                new Course.Step.Resolved(at(12)),
                new Course.Step.Asked(at(15), "chat"),
                new Course.Step.Reopened(at(16)),
                new Course.Step.Transferred(at(17)),
                answered(20),
                asked(30));
        Course expected = Course.of(steps);
        Random random = new Random(14);
        for (int i = 0; i < 200; i++) {
            List<Course.Step> shuffled = new ArrayList<>(steps);
            Collections.shuffle(shuffled, random);
            assertThat(Course.of(shuffled)).isEqualTo(expected);
        }
    }

    private static Course.Step asked(int minutes) {
        return new Course.Step.Asked(at(minutes), "email");
    }

    private static Course.Step answered(int minutes) {
        return new Course.Step.Answered(at(minutes), true);
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }
}
