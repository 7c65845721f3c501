package valentine.erasure;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Until when a request must be answered: one month from the day it came, three where we said in time why it takes
/// longer (GDPR art. 12 (3)).
///
/// Months are counted as Regulation (EEC, Euratom) 1182/71 art. 3 says: the day it came does not count; the month ends
/// with the last hour of the day of the same number, where there is none with the last day of the month; and where that
/// is a Saturday, a Sunday or a public holiday, with the last hour of the next working day.
final class Clocks {
    static final int MONTHS = 1;
    static final int EXTENDED = 3;

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Clocks() {}

    /// The last day on which an answer is in time.
    static LocalDate due(LocalDate received, boolean extended, Predicate<LocalDate> isHoliday) {
        LocalDate due = received.plusMonths(extended ? EXTENDED : MONTHS);
        while (due.getDayOfWeek() == DayOfWeek.SATURDAY
                || due.getDayOfWeek() == DayOfWeek.SUNDAY
                || isHoliday.test(due)) {
            due = due.plusDays(1);
        }
        return due;
    }

    /// The public holidays of a country; without one there are none.
    static Predicate<LocalDate> holidays(String country) {
        if (!countries().contains(country)) return _ -> false;
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
        return day -> manager.getHolidays(Year.of(day.getYear())).stream()
                .filter(holiday -> holiday.getType() == HolidayType.PUBLIC_HOLIDAY)
                .anyMatch(holiday -> holiday.getObservedDate()
                        .orElse(holiday.getActualDate())
                        .equals(day));
    }

    /// The codes of all countries whose holidays are known.
    static List<String> countries() {
        return HolidayManager.getSupportedCalendarCodes().stream()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .filter(COUNTRIES::contains)
                .sorted()
                .toList();
    }
}
