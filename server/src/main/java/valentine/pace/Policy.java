package valentine.pace;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.CalendarId;
import valentine.calendar.Hours;
import valentine.calendar.NamedCalendar;
import valentine.channel.Medium;
import valentine.conversation.Priority;

/// For which conversations how soon we want to answer and settle.
///
/// @param media by which channels; empty for all
/// @param bands fields of the loyalty map on which the customer stands; empty for all
public record Policy(
        PolicyId id,
        String name,
        Set<Medium> media,
        Set<Priority> priorities,
        Set<String> bands,
        When hours,
        Times times) {
    static final List<String> BANDS = List.of("in_love", "habit", "secret_admirer", "parting", "unknown");
    static final int LONGEST_NAME = 80;

    private static final BusinessCalendar ALWAYS =
            BusinessCalendar.of(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), Hours.of(0, 24));

    public Policy {
        media = Set.copyOf(media);
        priorities = Set.copyOf(priorities);
        bands = Set.copyOf(bands);
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("A target has a name of 1 to 80 characters");
        if (!BANDS.containsAll(bands)) throw new IllegalArgumentException("There is no such field of the map");
    }

    /// When its clocks run.
    public sealed interface When {
        /// In the hours of the firm, whichever calendar that is.
        record Ours() implements When {}

        /// In the hours of a calendar that it names.
        record Named(CalendarId calendar) implements When {}

        /// Around the clock.
        record Always() implements When {}
    }

    boolean holds(String medium, int priority, String band) {
        return (media.isEmpty() || media.stream().anyMatch(one -> one.key().equals(medium)))
                && (priorities.isEmpty() || priorities.stream().anyMatch(one -> one.rank() == priority))
                && (bands.isEmpty() || bands.contains(band));
    }

    /// By which its clocks run.
    BusinessCalendar calendar(List<NamedCalendar> calendars) {
        return switch (hours) {
            case When.Ours() -> calendars.getFirst().calendar();
            case When.Named(var id) -> named(id, calendars).calendar();
            case When.Always() -> ALWAYS;
        };
    }

    /// When its clocks run, in words.
    String counted(List<NamedCalendar> calendars) {
        return switch (hours) {
            case When.Ours() -> "in our working hours";
            case When.Named(var id) -> "in the hours of " + named(id, calendars).name();
            case When.Always() -> "around the clock";
        };
    }

    // A calendar that a target names is not removed; the one of the firm stands in all the same.
    private static NamedCalendar named(CalendarId id, List<NamedCalendar> calendars) {
        return calendars.stream().filter(one -> one.id().equals(id)).findFirst().orElseGet(calendars::getFirst);
    }

    /// As it stands in a table: "4 h", or a dash.
    String words(Target target) {
        return times.within(target).map(Policy::words).orElse("–");
    }

    static String words(Duration time) {
        long minutes = time.toMinutes();
        if (minutes % 60 != 0) return minutes + " min";
        return minutes / 60 + " h";
    }
}
