package valentine.calendar;

import java.util.List;
import java.util.Map;

/// Tells what counts by which calendar, so that none is taken away that is still needed.
public interface CalendarUse {
    /// One thing that counts by a calendar.
    ///
    /// @param name such as "the target Everybody"
    record Use(String name, String path) {}

    /// What names a calendar of its own; what counts by the one of the firm is not told.
    Map<CalendarId, List<Use>> uses();
}
