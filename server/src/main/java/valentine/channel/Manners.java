package valentine.channel;

import java.time.LocalTime;

/// How often we ask a customer for something, over all channels, and at which hours of his we do not.
///
/// @param most in so many days in a row; 0 is never
/// @param quietFrom and `quietUntil`, over midnight or not; the same twice is no quiet hours
public record Manners(int most, int days, LocalTime quietFrom, LocalTime quietUntil) {
    public static final int MOST = 100;
    public static final int LONGEST = 366;

    static final Manners AT_FIRST = new Manners(2, 7, LocalTime.of(20, 0), LocalTime.of(9, 0));

    public Manners {
        if (most < 0 || most > MOST || days < 1 || days > LONGEST)
            throw new IllegalArgumentException("Asked 0 to 100 times in 1 to 366 days");
    }

    boolean isQuiet(LocalTime time) {
        if (quietFrom.equals(quietUntil)) return false;
        boolean overNight = quietFrom.isAfter(quietUntil);
        boolean begun = !time.isBefore(quietFrom);
        boolean ended = !time.isBefore(quietUntil);
        return overNight ? begun || !ended : begun && !ended;
    }
}
