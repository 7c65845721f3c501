package valentine.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void clocks_run_out_when_another_calendar_says_so() throws IOException {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (String line : lines()) {
            if (line.startsWith("#") || line.startsWith("zone,")) continue;
            String[] cell = line.split(",", -1);
            BusinessCalendar calendar = calendar(ZoneId.of(cell[0]), cell[1], cell[2]);
            Instant due = calendar.due(Instant.parse(cell[3]), Integer.parseInt(cell[4]), ClockUnit.valueOf(cell[5]));
            if (!due.equals(Instant.parse(cell[6]))) wrong.add(line + " but we say " + due);
            cases++;
        }
        assertThat(cases).isGreaterThan(250);
        assertThat(wrong).isEmpty();
    }

    // Worked out by hand, with a calendar on the wall.
    @ParameterizedTest
    @CsvSource({
        // The clock went forward on 29 March 2026 in Berlin: the same hour of the wall is one hour earlier.
        "2026-03-27T10:00:00Z, 1, WORKING_DAYS, 2026-03-30T16:00:00Z",
        "2026-03-27T17:30:00+01:00, 1, WORKING_HOURS, 2026-03-30T07:30:00Z",
        "2026-03-28T12:00:00+01:00, 24, HOURS, 2026-03-29T13:00:00+02:00",
        "2026-03-28T12:00:00+01:00, 1, DAYS, 2026-03-29T18:00:00+02:00",
        // And back on 25 October.
        "2026-10-23T10:00:00+02:00, 1, WORKING_DAYS, 2026-10-26T17:00:00Z",
        "2026-10-24T12:00:00+02:00, 24, HOURS, 2026-10-25T11:00:00+01:00",
        // In the hour that comes twice, either of them is the same day.
        "2026-10-25T02:30:00+02:00, 1, DAYS, 2026-10-26T18:00:00+01:00",
        "2026-10-25T02:30:00+01:00, 1, DAYS, 2026-10-26T18:00:00+01:00",
        // Good Friday and Easter Monday 2026 are 3 and 6 April.
        "2026-04-02T12:00:00+02:00, 1, WORKING_DAYS, 2026-04-07T18:00:00+02:00",
        "2026-04-02T17:00:00+02:00, 2, WORKING_HOURS, 2026-04-07T10:00:00+02:00",
        // Corpus Christi, 4 June 2026, is a holiday in Bavaria.
        "2026-06-03T12:00:00+02:00, 1, WORKING_DAYS, 2026-06-05T18:00:00+02:00",
        // The end of a month, of a leap year's February, of a year.
        "2026-01-31T12:00:00+01:00, 1, MONTHS, 2026-02-28T18:00:00+01:00",
        "2028-01-31T12:00:00+01:00, 1, MONTHS, 2028-02-29T18:00:00+01:00",
        "2028-02-29T12:00:00+01:00, 12, MONTHS, 2029-02-28T18:00:00+01:00",
        "2028-02-28T12:00:00+01:00, 1, DAYS, 2028-02-29T18:00:00+01:00",
        "2026-12-31T12:00:00+01:00, 1, WORKING_DAYS, 2027-01-04T18:00:00+01:00",
        "2026-12-31T12:00:00+01:00, 2, WEEKS, 2027-01-14T18:00:00+01:00",
        // Six days of Christmas: 24 December 2026 is worked, 25 and 26 are not, 27 is a Sunday.
        "2026-12-23T12:00:00+01:00, 2, WORKING_DAYS, 2026-12-28T18:00:00+01:00",
        // What begins after hours or on a Sunday counts from the next working day.
        "2026-11-13T23:59:00+01:00, 1, WORKING_DAYS, 2026-11-16T18:00:00+01:00",
        "2026-11-15T12:00:00+01:00, 1, WORKING_DAYS, 2026-11-16T18:00:00+01:00",
        "2026-11-15T12:00:00+01:00, 9, WORKING_HOURS, 2026-11-16T18:00:00+01:00",
        "2026-11-15T12:00:00+01:00, 10, WORKING_HOURS, 2026-11-17T10:00:00+01:00",
        "2026-11-16T20:00:00+01:00, 1, WORKING_HOURS, 2026-11-17T10:00:00+01:00",
    })
    void a_clock_runs_out_in_bavaria(String from, int count, ClockUnit unit, String due) {
        BusinessCalendar bavaria = calendar(BERLIN, "DE", "by");
        assertThat(bavaria.due(OffsetDateTime.parse(from).toInstant(), count, unit))
                .isEqualTo(OffsetDateTime.parse(due).toInstant());
    }

    @Test
    void seven_working_days_of_the_united_states_leave_out_thanksgiving() {
        BusinessCalendar us = calendar(ZoneId.of("America/New_York"), "US", "");
        // Monday 23 November 2026; Thursday 26 is Thanksgiving.
        assertThat(us.due(Instant.parse("2026-11-23T15:00:00Z"), 7, ClockUnit.WORKING_DAYS))
                .isEqualTo("2026-12-03T23:00:00Z");
    }

    @Test
    void a_friday_and_saturday_weekend_and_a_day_of_our_own_are_left_out() {
        BusinessCalendar cairo = BusinessCalendar.of(
                        ZoneId.of("Africa/Cairo"),
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SUNDAY).stream()
                                .filter(day -> day != DayOfWeek.FRIDAY && day != DayOfWeek.SATURDAY)
                                .toList(),
                        Hours.of(8, 16))
                .closedOn(Set.of(LocalDate.of(2026, 11, 22)));
        // Thursday; Friday and Saturday are free, Sunday the 22nd is ours.
        assertThat(cairo.due(Instant.parse("2026-11-19T10:00:00Z"), 1, ClockUnit.WORKING_DAYS))
                .isEqualTo("2026-11-23T14:00:00Z");
    }

    @Test
    void a_promise_is_looked_at_when_the_working_day_before_begins() {
        BusinessCalendar calendar = calendar(BERLIN, "DE", "by");
        Instant monday = Instant.parse("2026-11-16T17:00:00Z");
        assertThat(calendar.review(Instant.parse("2026-11-10T09:00:00Z"), monday))
                .isEqualTo("2026-11-13T08:00:00Z");
        assertThat(calendar.review(Instant.parse("2026-11-16T09:00:00Z"), monday))
                .as("already gone by: half-way")
                .isEqualTo("2026-11-16T13:00:00Z");
    }

    /// Monday to Friday from nine to five, with an hour for lunch; Saturdays until noon.
    private static BusinessCalendar withLunch(ZoneId zone) {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))
            week.put(day, List.of(Hours.of(13, 17), Hours.of(9, 12)));
        week.put(DayOfWeek.SATURDAY, List.of(Hours.of(9, 12)));
        return new BusinessCalendar(zone, week, "DE", "", Set.of());
    }

    @Test
    void an_hour_from_friday_half_past_four_is_over_on_monday_at_half_past_nine() {
        BusinessCalendar office =
                BusinessCalendar.of(BERLIN, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), Hours.of(9, 17));
        Instant friday = Instant.parse("2026-11-13T15:30:00Z");
        assertThat(office.plus(friday, Duration.ofHours(1))).isEqualTo("2026-11-16T08:30:00Z");
        assertThat(office.plus(friday, Duration.ofMinutes(30)))
                .as("what is over when work ends is over then")
                .isEqualTo("2026-11-13T16:00:00Z");
        assertThat(office.between(friday, Instant.parse("2026-11-16T08:30:00Z")))
                .isEqualTo(Duration.ofHours(1));
    }

    // Worked out by hand, with a calendar on the wall.
    @ParameterizedTest
    @CsvSource({
        // Over lunch, within it, over a night, over Saturday's noon and a Sunday.
        "2026-11-17T11:30:00+01:00, PT1H, 2026-11-17T13:30:00+01:00",
        "2026-11-17T12:20:00+01:00, PT10M, 2026-11-17T13:10:00+01:00",
        "2026-11-17T16:00:00+01:00, PT2H, 2026-11-18T10:00:00+01:00",
        "2026-11-13T16:30:00+01:00, PT4H, 2026-11-16T09:30:00+01:00",
        "2026-11-14T18:00:00+01:00, PT1M, 2026-11-16T09:01:00+01:00",
        "2026-11-15T03:00:00+01:00, PT7H, 2026-11-16T17:00:00+01:00",
        "2026-11-17T07:00:00+01:00, PT35H, 2026-11-23T14:00:00+01:00",
        // Two days of Christmas and a Sunday.
        "2026-12-24T16:00:00+01:00, PT2H, 2026-12-28T10:00:00+01:00",
        // The clock changes while nobody works.
        "2026-03-27T16:30:00+01:00, PT4H, 2026-03-30T09:30:00+02:00",
        "2026-10-24T11:30:00+02:00, PT1H, 2026-10-26T09:30:00+01:00",
        "2026-11-17T10:00:00+01:00, PT0S, 2026-11-17T10:00:00+01:00",
    })
    void so_much_working_time_later(OffsetDateTime from, Duration work, OffsetDateTime then) {
        BusinessCalendar calendar = withLunch(BERLIN);
        assertThat(calendar.plus(from.toInstant(), work)).isEqualTo(then.toInstant());
        assertThat(calendar.between(from.toInstant(), then.toInstant())).isEqualTo(work);
        assertThat(calendar.between(then.toInstant(), from.toInstant())).isEqualTo(work.negated());
    }

    @Test
    void who_works_all_night_works_the_hours_that_there_are() {
        BusinessCalendar always =
                BusinessCalendar.of(BERLIN, EnumSet.allOf(DayOfWeek.class), new Hours(LocalTime.MIN, LocalTime.MIN));
        Instant before = Instant.parse("2026-03-28T12:00:00Z");
        assertThat(always.plus(before, Duration.ofHours(24))).isEqualTo(before.plus(Duration.ofHours(24)));
        assertThat(always.between(before, before.plus(Duration.ofDays(400)))).isEqualTo(Duration.ofDays(400));
        BusinessCalendar night = BusinessCalendar.of(
                BERLIN, EnumSet.allOf(DayOfWeek.class), Hours.of(22, 24), new Hours(LocalTime.MIN, LocalTime.of(6, 0)));
        // 29 March has no hour between two and three, 25 October has it twice.
        assertThat(night.between(Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-29T12:00:00Z")))
                .isEqualTo(Duration.ofHours(7));
        assertThat(night.between(Instant.parse("2026-10-24T12:00:00Z"), Instant.parse("2026-10-25T12:00:00Z")))
                .isEqualTo(Duration.ofHours(9));
    }

    @Test
    void counting_on_and_counting_between_are_of_one_mind() {
        Random random = new Random(7);
        for (String zone : List.of("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca")) {
            BusinessCalendar calendar = withLunch(ZoneId.of(zone));
            for (int i = 0; i < 500; i++) {
                Instant from = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
                Duration work = Duration.ofMinutes(random.nextInt(6_000));
                Instant then = calendar.plus(from, work);
                assertThat(calendar.between(from, then)).as(zone + " " + from).isEqualTo(work);
                Instant middle = from.plus(Duration.between(from, then).dividedBy(3));
                assertThat(calendar.between(from, middle).plus(calendar.between(middle, then)))
                        .isEqualTo(work);
            }
        }
    }

    @Test
    void holidays_have_names_and_regions() {
        assertThat(Holidays.named(2026, "DE", "by"))
                .containsEntry(LocalDate.of(2026, 6, 4), "Corpus Christi")
                .containsEntry(LocalDate.of(2026, 10, 3), "German Unity Day");
        assertThat(Holidays.named(2026, "DE", "")).doesNotContainKey(LocalDate.of(2026, 6, 4));
        assertThat(Holidays.regions("DE")).extracting(Holidays.Region::name).contains("Bavaria");
        assertThat(Holidays.countries()).contains("US", "GB", "DE", "BR", "FR", "AT", "CH");
    }

    @Test
    void a_calendar_that_cannot_be_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hours.of(9, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> BusinessCalendar.of(BERLIN, List.of(), Hours.of(9, 17)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BusinessCalendar.of(BERLIN, List.of(DayOfWeek.MONDAY), Hours.of(9, 13), Hours.of(12, 17)));
        assertThatIllegalArgumentException().isThrownBy(() -> calendar(BERLIN, "XX", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> calendar(BERLIN, "DE", "atlantis"));
        assertThatIllegalArgumentException().isThrownBy(() -> calendar(BERLIN, "", "by"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BusinessCalendar.plain(BERLIN).due(Instant.EPOCH, 0, ClockUnit.DAYS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BusinessCalendar.plain(BERLIN).due(Instant.EPOCH, 10_001, ClockUnit.WORKING_DAYS));
    }

    private static BusinessCalendar calendar(ZoneId zone, String country, String region) {
        return BusinessCalendar.plain(zone).in(country, region);
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = BusinessCalendarTest.class.getResourceAsStream("clock-cases.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
