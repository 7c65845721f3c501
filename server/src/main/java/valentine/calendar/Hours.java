package valentine.calendar;

import java.time.LocalTime;

/// From when until when we work on a day without a break.
///
/// @param closes midnight means the end of the day; who works through the night works until midnight and from midnight
public record Hours(LocalTime opens, LocalTime closes) {
    public Hours {
        if (!opens.isBefore(closes) && !closes.equals(LocalTime.MIDNIGHT))
            throw new IllegalArgumentException("We open before we close");
    }

    public static Hours of(int opens, int closes) {
        return new Hours(LocalTime.of(opens, 0), LocalTime.of(closes % 24, 0));
    }

    /// Whether this has ended when the other begins.
    boolean isBefore(Hours other) {
        return !closes.equals(LocalTime.MIDNIGHT) && !closes.isAfter(other.opens);
    }

    @Override
    public String toString() {
        return opens + "–" + (closes.equals(LocalTime.MIDNIGHT) ? "24:00" : closes);
    }
}
