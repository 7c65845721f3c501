package valentine.calendar;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A calendar as the firm calls it.
///
/// @param isOurs whether it is the one of the firm: by it counts what names no other
/// @param followsFirm whether its zone is that of the firm, also when that changes
public record NamedCalendar(
        CalendarId id, String name, boolean isOurs, boolean followsFirm, BusinessCalendar calendar) {
    static final int LONGEST_NAME = 80;

    public NamedCalendar {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("A calendar has a name of 1 to 80 characters");
    }

    /// The hours of the week, equal days in a row together: "Mon–Thu 09:00–17:00".
    List<String> week() {
        List<String> lines = new ArrayList<>();
        DayOfWeek first = DayOfWeek.MONDAY;
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean goesOn = day != DayOfWeek.SUNDAY && line(calendar, day).equals(line(calendar, day.plus(1)));
            if (goesOn) continue;
            String hours = line(calendar, day);
            String days = first == day ? shorten(day) : shorten(first) + "–" + shorten(day);
            if (!hours.isEmpty()) lines.add(days + " " + hours);
            first = day.plus(1);
        }
        return lines;
    }

    /// The hours of a day as they are written, apart by commas.
    static String line(BusinessCalendar calendar, DayOfWeek day) {
        return calendar.week().getOrDefault(day, List.of()).stream()
                .map(Hours::toString)
                .collect(Collectors.joining(", "));
    }

    private static String shorten(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
