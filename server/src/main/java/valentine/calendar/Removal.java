package valentine.calendar;

/// Whether a calendar was removed.
sealed interface Removal {
    record Removed() implements Removal {}

    record Kept(String why) implements Removal {}
}
