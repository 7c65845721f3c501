package valentine.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClocksTest {
    @ParameterizedTest
    @CsvSource({
        // The same day of the next month, or its last day.
        "2026-03-05, false, 2026-04-06", // 5 April 2026 is a Sunday, and the day after no holiday is known of
        "2025-01-31, false, 2025-02-28",
        "2024-01-31, false, 2024-02-29",
        "2026-01-31, false, 2026-03-02", // 28 February 2026 is a Saturday
        "2025-03-31, false, 2025-04-30",
        "2025-12-31, false, 2026-02-02", // 31 January 2026 is a Saturday
        "2024-02-29, false, 2024-03-29",
        // Two months more: three from the beginning, not one and then two.
        "2025-01-31, true, 2025-04-30",
        "2025-11-30, true, 2026-03-02", // 28 February 2026 is a Saturday
        "2025-08-31, true, 2025-12-01", // 30 November 2025 is a Sunday
    })
    void a_month_ends_on_the_day_of_the_same_number_or_the_next_working_day(
            LocalDate received, boolean extended, LocalDate due) {
        assertThat(Clocks.due(received, extended, _ -> false)).isEqualTo(due);
    }

    @Test
    void a_public_holiday_moves_the_end_to_the_next_working_day() {
        // Easter of 2026: Good Friday on 3 April, Monday the 6th.
        assertThat(Clocks.due(LocalDate.parse("2026-03-03"), false, Clocks.holidays("DE")))
                .isEqualTo("2026-04-07");
        assertThat(Clocks.due(LocalDate.parse("2025-11-25"), false, Clocks.holidays("DE")))
                .isEqualTo("2025-12-29");
        assertThat(Clocks.due(LocalDate.parse("2025-11-25"), false, Clocks.holidays("nowhere")))
                .isEqualTo("2025-12-25");
    }

    @Test
    void no_clock_of_ten_years_ends_on_a_weekend_or_before_a_month_is_over() {
        for (LocalDate day = LocalDate.parse("2024-01-01"); day.getYear() < 2034; day = day.plusDays(1)) {
            LocalDate due = Clocks.due(day, false, _ -> false);
            assertThat(due.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(due).isBetween(day.plusMonths(1), day.plusMonths(1).plusDays(2));
        }
    }
}
