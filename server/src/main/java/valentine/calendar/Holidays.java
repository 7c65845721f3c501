package valentine.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The days on which a country, or one of its regions, does not work.
final class Holidays {
    // Bounded: years beyond are never reached by a clock, and there are some 200 countries.
    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2150;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<Place, Set<LocalDate>> DAYS_OFF = new ConcurrentHashMap<>();

    private record Place(String country, String region, int year) {}

    /// A part of a country whose holidays differ, such as Bavaria.
    record Region(String code, String name) {}

    private Holidays() {}

    static boolean has(LocalDate day, String country, String region) {
        if (country.isEmpty() || day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) return false;
        return DAYS_OFF.computeIfAbsent(new Place(country, region, day.getYear()), Holidays::daysOff)
                .contains(day);
    }

    /// The holidays of a year in order, with their names in English.
    static Map<LocalDate, String> named(int year, String country, String region) {
        return days(new Place(country, region, year)).stream()
                .collect(Collectors.toMap(
                        Holidays::observed,
                        holiday -> holiday.getDescription(Locale.ENGLISH),
                        (first, _) -> first,
                        java.util.TreeMap::new));
    }

    /// ISO codes of the countries whose holidays are known.
    static List<String> countries() {
        return HolidayManager.getSupportedCalendarCodes().stream()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .filter(COUNTRIES::contains)
                .sorted()
                .toList();
    }

    static List<Region> regions(String country) {
        if (country.isEmpty()) return List.of();
        return manager(country).getCalendarHierarchy().getChildren().values().stream()
                .map(Holidays::region)
                .sorted(Comparator.comparing(Region::name))
                .toList();
    }

    static boolean knows(String country, String region) {
        if (country.isEmpty()) return region.isEmpty();
        return countries().contains(country)
                && (region.isEmpty()
                        || regions(country).stream()
                                .anyMatch(each -> each.code().equals(region)));
    }

    private static Region region(CalendarHierarchy part) {
        String name = part.getDescription(Locale.ENGLISH);
        return new Region(part.getId(), name.isBlank() || name.equals("undefined") ? part.getId() : name);
    }

    private static Set<LocalDate> daysOff(Place place) {
        return days(place).stream().map(Holidays::observed).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Holiday> days(Place place) {
        if (place.country().isEmpty()) return Set.of();
        String[] region = place.region().isEmpty() ? new String[0] : new String[] {place.region()};
        return manager(place.country()).getHolidays(Year.of(place.year()), region).stream()
                .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                .collect(Collectors.toSet());
    }

    // A Christmas on a Sunday is kept at work on the day to which it moves.
    private static LocalDate observed(Holiday holiday) {
        return holiday.getObservedDate().orElse(holiday.getActualDate());
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }
}
