package valentine.calendar;

/// The number of a calendar.
public record CalendarId(int value) {}
