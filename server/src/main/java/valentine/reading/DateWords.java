package valentine.reading;

import static java.util.Map.entry;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.calendar.ClockUnit;

/// The words in which English and German say when.
final class DateWords {
    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();
    private static final Map<String, DayOfWeek> SHORT_WEEKDAYS = new HashMap<>();

    static {
        name(MONTHS, "january jan januar", 1);
        name(MONTHS, "february feb februar", 2);
        name(MONTHS, "march mar marz mrz maerz", 3);
        name(MONTHS, "april apr", 4);
        name(MONTHS, "may mai", 5);
        name(MONTHS, "june jun juni", 6);
        name(MONTHS, "july jul juli", 7);
        name(MONTHS, "august aug", 8);
        name(MONTHS, "september sep sept", 9);
        name(MONTHS, "october oct oktober okt", 10);
        name(MONTHS, "november nov", 11);
        name(MONTHS, "december dec dezember dez", 12);
        String[] days = {
            "monday montag",
            "tuesday dienstag",
            "wednesday mittwoch",
            "thursday donnerstag",
            "friday freitag",
            "saturday samstag sonnabend",
            "sunday sonntag"
        };
        String[] shortDays = {"mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"};
        for (DayOfWeek day : DayOfWeek.values()) {
            name(WEEKDAYS, days[day.getValue() - 1], day);
            name(SHORT_WEEKDAYS, shortDays[day.getValue() - 1], day);
        }
    }

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            entry("one", 1),
            entry("two", 2),
            entry("three", 3),
            entry("four", 4),
            entry("five", 5),
            entry("six", 6),
            entry("seven", 7),
            entry("eight", 8),
            entry("nine", 9),
            entry("ten", 10),
            entry("twelve", 12),
            entry("fourteen", 14),
            entry("thirty", 30),
            entry("einer", 1),
            entry("einem", 1),
            entry("eines", 1),
            entry("zwei", 2),
            entry("drei", 3),
            entry("vier", 4),
            entry("funf", 5),
            entry("sechs", 6),
            entry("sieben", 7),
            entry("acht", 8),
            entry("zehn", 10),
            entry("vierzehn", 14));
    private static final Map<String, ClockUnit> UNITS = Map.ofEntries(
            entry("hour", ClockUnit.HOURS),
            entry("hours", ClockUnit.HOURS),
            entry("hrs", ClockUnit.HOURS),
            entry("stunde", ClockUnit.HOURS),
            entry("stunden", ClockUnit.HOURS),
            entry("day", ClockUnit.DAYS),
            entry("days", ClockUnit.DAYS),
            entry("tag", ClockUnit.DAYS),
            entry("tage", ClockUnit.DAYS),
            entry("tagen", ClockUnit.DAYS),
            entry("werktag", ClockUnit.WORKING_DAYS),
            entry("werktage", ClockUnit.WORKING_DAYS),
            entry("werktagen", ClockUnit.WORKING_DAYS),
            entry("arbeitstag", ClockUnit.WORKING_DAYS),
            entry("arbeitstage", ClockUnit.WORKING_DAYS),
            entry("arbeitstagen", ClockUnit.WORKING_DAYS),
            entry("weekdays", ClockUnit.WORKING_DAYS),
            entry("week", ClockUnit.WEEKS),
            entry("weeks", ClockUnit.WEEKS),
            entry("woche", ClockUnit.WEEKS),
            entry("wochen", ClockUnit.WEEKS),
            entry("month", ClockUnit.MONTHS),
            entry("months", ClockUnit.MONTHS),
            entry("monat", ClockUnit.MONTHS),
            entry("monats", ClockUnit.MONTHS),
            entry("monate", ClockUnit.MONTHS),
            entry("monaten", ClockUnit.MONTHS));
    private static final Map<String, LocalTime> PARTS = Map.ofEntries(
            entry("morning", LocalTime.NOON),
            entry("vormittag", LocalTime.NOON),
            entry("fruh", LocalTime.NOON),
            entry("noon", LocalTime.NOON),
            entry("midday", LocalTime.NOON),
            entry("mittag", LocalTime.NOON),
            entry("lunchtime", LocalTime.of(13, 0)),
            entry("afternoon", LocalTime.of(18, 0)),
            entry("nachmittag", LocalTime.of(18, 0)),
            entry("evening", LocalTime.of(21, 0)),
            entry("abend", LocalTime.of(21, 0)),
            entry("night", LocalTime.of(22, 0)),
            entry("midnight", LocalTime.of(23, 59)));

    /// Words after which a date is not when something will be done.
    static final Set<String> NOT_A_DEADLINE = Set.of(
            "last",
            "every",
            "each",
            "since",
            "from",
            "until",
            "till",
            "past",
            "previous",
            "after",
            "ago",
            "letzten",
            "letztem",
            "letzter",
            "letzte",
            "vergangenen",
            "seit",
            "ab",
            "jeden",
            "jede",
            "jedem",
            "nach",
            "not");

    private DateWords() {}

    /// The number of a month, or -1.
    static int month(String word) {
        return MONTHS.getOrDefault(word, -1);
    }

    static Optional<DayOfWeek> weekday(String word, boolean afterPreposition) {
        DayOfWeek day = WEEKDAYS.get(word);
        // "sat", "sun" and "wed" are words of their own elsewhere.
        if (day == null && afterPreposition) day = SHORT_WEEKDAYS.get(word);
        return Optional.ofNullable(day);
    }

    static @Nullable ClockUnit unit(String word) {
        return UNITS.get(word);
    }

    static @Nullable LocalTime part(String word) {
        return PARTS.get(word);
    }

    static int number(String word) {
        return NUMBERS.getOrDefault(word, -1);
    }

    private static <T> void name(Map<String, T> words, String names, T value) {
        for (String name : names.split(" ", -1)) words.put(name, value);
    }
}
