package valentine.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import valentine.web.Pages;

/// A calendar as it is written on a page.
///
/// @param zone empty for that of the firm
/// @param monday hours such as 09:00–12:00, 13:00–17:00; empty for a free day
/// @param closed days such as 2026-12-24, apart by spaces or lines
record HoursForm(
        String name,
        String zone,
        String monday,
        String tuesday,
        String wednesday,
        String thursday,
        String friday,
        String saturday,
        String sunday,
        String country,
        String region,
        String closed) {
    private static final int LONGEST_LINE = 200;

    HoursForm {
        name = Pages.field(name).strip();
        zone = Pages.field(zone);
        monday = Pages.field(monday);
        tuesday = Pages.field(tuesday);
        wednesday = Pages.field(wednesday);
        thursday = Pages.field(thursday);
        friday = Pages.field(friday);
        saturday = Pages.field(saturday);
        sunday = Pages.field(sunday);
        country = Pages.field(country);
        region = Pages.field(region);
        closed = Pages.field(closed);
    }

    static HoursForm of(String name, String zone, BusinessCalendar calendar) {
        return new HoursForm(
                name,
                zone,
                NamedCalendar.line(calendar, DayOfWeek.MONDAY),
                NamedCalendar.line(calendar, DayOfWeek.TUESDAY),
                NamedCalendar.line(calendar, DayOfWeek.WEDNESDAY),
                NamedCalendar.line(calendar, DayOfWeek.THURSDAY),
                NamedCalendar.line(calendar, DayOfWeek.FRIDAY),
                NamedCalendar.line(calendar, DayOfWeek.SATURDAY),
                NamedCalendar.line(calendar, DayOfWeek.SUNDAY),
                calendar.country(),
                calendar.region(),
                calendar.closedDays().stream().sorted().map(LocalDate::toString).collect(Collectors.joining("\n")));
    }

    String of(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> monday;
            case TUESDAY -> tuesday;
            case WEDNESDAY -> wednesday;
            case THURSDAY -> thursday;
            case FRIDAY -> friday;
            case SATURDAY -> saturday;
            case SUNDAY -> sunday;
        };
    }

    HoursForm in(String chosen) {
        return new HoursForm(
                name, zone, monday, tuesday, wednesday, thursday, friday, saturday, sunday, chosen, "", closed);
    }

    /// @throws IllegalArgumentException with a sentence, where it cannot be read
    NamedCalendar read(CalendarId id, ZoneId firm) {
        if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone))
            throw new IllegalArgumentException("Choose a time zone of the list");
        String partOf = Holidays.knows(country, region) ? region : "";
        try {
            BusinessCalendar calendar = new BusinessCalendar(
                    zone.isEmpty() ? firm : ZoneId.of(zone), week(), country, partOf, closed(closed));
            return new NamedCalendar(id, name, false, zone.isEmpty(), calendar);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Write hours like 09:00–12:00, 13:00–17:00 and closed days like 2026-12-24", e);
        }
    }

    private Map<DayOfWeek, List<Hours>> week() {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, hours(of(day)));
        return week;
    }

    /// Reads 9:00–12:00, 13:00-17:00.
    private static List<Hours> hours(String line) {
        if (line.length() > LONGEST_LINE) throw new DateTimeException("Too long");
        return Arrays.stream(line.split("[,;]", -1))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(range -> {
                    String[] ends = range.split("\\s*[-–]\\s*", -1);
                    if (ends.length != 2) throw new DateTimeException("Two hours make a stretch of work");
                    return new Hours(time(ends[0]), time(ends[1]));
                })
                .toList();
    }

    private static LocalTime time(String text) {
        if (text.equals("24:00")) return LocalTime.MIDNIGHT;
        return LocalTime.parse(text.matches("\\d:\\d\\d") ? "0" + text : text);
    }

    private static Set<LocalDate> closed(String text) {
        return Arrays.stream(text.strip().split("[\\s,;]+", -1))
                .filter(day -> !day.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
    }
}
