package valentine.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.Hours;
import valentine.pace.Moment.What;
import valentine.pace.Timed.Result;

/// Clocks that run only while we work, stop and go on.
class TimingTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final BusinessCalendar NINE_TO_FIVE =
            BusinessCalendar.of(ZONE, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), Hours.of(9, 17));
    private static final Times TIMES = new Times(Map.of(
            Target.FIRST_RESPONSE, Duration.ofHours(1),
            Target.NEXT_RESPONSE, Duration.ofHours(2),
            Target.RESOLUTION, Duration.ofHours(8)));

    @Test
    void what_is_asked_on_friday_at_half_past_four_is_due_on_monday_at_half_past_nine() {
        Timed first = clocks(at(What.ASKED, "2026-11-20T16:30")).getFirst();
        assertThat(first.target()).isEqualTo(Target.FIRST_RESPONSE);
        assertThat(first.due()).isEqualTo(moment("2026-11-23T09:30"));
        assertThat(first.warn()).isEqualTo(moment("2026-11-23T09:15"));
        assertThat(first.result()).isEqualTo(Result.RUNNING);
    }

    @Test
    void an_answer_ends_it_in_time_or_late_by_working_hours() {
        Timed inTime =
                of(Target.FIRST_RESPONSE, at(What.ASKED, "2026-11-20T16:30"), at(What.ANSWERED, "2026-11-23T09:30"));
        assertThat(inTime.result()).isEqualTo(Result.MET);
        assertThat(inTime.worked()).isEqualTo(Duration.ofHours(1));
        assertThat(inTime.passed()).isEqualTo(Duration.ofHours(65));
        assertThat(of(Target.FIRST_RESPONSE, at(What.ASKED, "2026-11-20T16:30"), at(What.ANSWERED, "2026-11-23T09:31"))
                        .result())
                .isEqualTo(Result.MISSED);
    }

    @Test
    void the_oldest_message_that_waits_is_what_the_next_answer_is_measured_from() {
        List<Timed> clocks = clocks(
                at(What.ASKED, "2026-11-23T09:00"),
                at(What.ANSWERED, "2026-11-23T09:10"),
                at(What.ASKED, "2026-11-23T10:00"),
                at(What.ASKED, "2026-11-23T11:00"),
                at(What.ANSWERED, "2026-11-23T12:30"));
        Timed next = clocks.stream()
                .filter(clock -> clock.target() == Target.NEXT_RESPONSE)
                .findFirst()
                .orElseThrow();
        assertThat(next.began()).isEqualTo(moment("2026-11-23T10:00"));
        assertThat(next.result()).isEqualTo(Result.MISSED);
        assertThat(next.worked()).isEqualTo(Duration.ofMinutes(150));
    }

    @Test
    void no_clock_runs_once_the_matter_is_settled() {
        List<Timed> clocks = clocks(
                at(What.ASKED, "2026-11-23T09:00"),
                at(What.ANSWERED, "2026-11-23T09:10"),
                at(What.RESOLVED, "2026-11-23T09:11"));
        assertThat(clocks).extracting(Timed::result).containsOnly(Result.MET);
        assertThat(clocks).extracting(Timed::due).containsOnlyNulls();
    }

    @Test
    void thanks_after_which_we_close_want_no_answer() {
        List<Timed> clocks = clocks(
                at(What.ASKED, "2026-11-23T09:00"),
                at(What.ANSWERED, "2026-11-23T09:10"),
                at(What.RESOLVED, "2026-11-23T09:11"),
                at(What.ASKED, "2026-11-23T10:00"),
                at(What.RESOLVED, "2026-11-23T16:00"));
        assertThat(clocks.stream()
                        .filter(clock -> clock.target() == Target.NEXT_RESPONSE)
                        .map(Timed::result))
                .containsExactly(Result.CLOSED);
    }

    @Test
    void while_we_wait_for_the_customer_the_end_moves_on() {
        Timed settled = of(
                Target.RESOLUTION,
                at(What.ASKED, "2026-11-23T09:00"),
                at(What.ANSWERED, "2026-11-23T10:00"),
                at(What.HANDED_BACK, "2026-11-23T10:00"),
                at(What.ASKED, "2026-11-24T10:00"));
        assertThat(settled.result()).isEqualTo(Result.RUNNING);
        assertThat(settled.due()).isEqualTo(moment("2026-11-24T17:00"));
        Timed standing =
                of(Target.RESOLUTION, at(What.ASKED, "2026-11-23T09:00"), at(What.HANDED_BACK, "2026-11-23T10:00"));
        assertThat(standing.result()).isEqualTo(Result.STANDING);
        assertThat(standing.due()).isNull();
    }

    @Test
    void a_matter_that_comes_back_goes_on_where_its_clock_stood() {
        Timed settled = of(
                Target.RESOLUTION,
                at(What.ASKED, "2026-11-23T09:00"),
                at(What.RESOLVED, "2026-11-23T13:00"),
                at(What.ASKED, "2026-11-25T09:00"),
                at(What.RESOLVED, "2026-11-25T14:00"));
        assertThat(settled.worked()).isEqualTo(Duration.ofHours(9));
        assertThat(settled.result()).isEqualTo(Result.MISSED);
        assertThat(settled.ended()).isEqualTo(moment("2026-11-25T14:00"));
    }

    @Test
    void what_we_began_has_no_first_answer_to_give() {
        List<Timed> clocks = clocks(at(What.ANSWERED, "2026-11-23T09:00"), at(What.ASKED, "2026-11-23T10:00"));
        assertThat(clocks).extracting(Timed::target).containsExactly(Target.NEXT_RESPONSE, Target.RESOLUTION);
    }

    @Test
    void the_night_in_which_the_clocks_change_is_no_work_longer_or_shorter() {
        Timed night =
                of(Target.FIRST_RESPONSE, at(What.ASKED, "2026-10-23T16:30"), at(What.ANSWERED, "2026-10-26T09:30"));
        assertThat(night.worked()).isEqualTo(Duration.ofHours(1));
        assertThat(night.passed()).isEqualTo(Duration.ofHours(66));
    }

    @Test
    void the_order_in_which_it_became_known_does_not_matter() {
        List<Moment> moments = new ArrayList<>();
        Instant start = moment("2026-11-23T09:00");
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            moments.add(new Moment(start.plusSeconds(600L * i), What.values()[random.nextInt(What.values().length)]));
        }
        List<Timed> known = Timing.read(moments, TIMES, NINE_TO_FIVE);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(moments, random);
            assertThat(Timing.read(moments, TIMES, NINE_TO_FIVE)).isEqualTo(known);
        }
    }

    private static Timed of(Target target, Moment... moments) {
        return clocks(moments).stream()
                .filter(clock -> clock.target() == target)
                .findFirst()
                .orElseThrow();
    }

    private static List<Timed> clocks(Moment... moments) {
        return Timing.read(List.of(moments), TIMES, NINE_TO_FIVE);
    }

    private static Moment at(What what, String local) {
        return new Moment(moment(local), what);
    }

    private static Instant moment(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
