package valentine.calendar;

/// What a clock counts in.
public enum ClockUnit {
    HOURS("hours"),
    WORKING_HOURS("working hours"),
    DAYS("days"),
    WORKING_DAYS("working days"),
    WEEKS("weeks"),
    MONTHS("months");

    private final String words;

    ClockUnit(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
