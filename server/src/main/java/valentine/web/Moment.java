package valentine.web;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A moment as people say it ("yesterday, 16:40"), in full for whoever points at it, and for machines.
public record Moment(String said, String full, String machine) {
    private static final DateTimeFormatter TIME = pattern("HH:mm");
    private static final DateTimeFormatter WEEKDAY = pattern("EEEE");
    private static final DateTimeFormatter DAY = pattern("d MMMM");
    private static final DateTimeFormatter DAY_AND_YEAR = pattern("d MMMM uuuu");
    private static final DateTimeFormatter FULL = pattern("EEEE, d MMMM uuuu, HH:mm:ss");

    public static Moment of(Instant at, Instant now, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        String day = day(local, now.atZone(zone));
        // Files often know the day only; its midnight would be a false precision.
        boolean dayOnly = local.toLocalTime().equals(LocalTime.MIDNIGHT);
        return new Moment(
                dayOnly ? day : day + ", " + TIME.format(local),
                FULL.format(local) + " (" + zone.getId() + ")",
                at.toString());
    }

    private static String day(ZonedDateTime at, ZonedDateTime now) {
        long ago = ChronoUnit.DAYS.between(at.toLocalDate(), now.toLocalDate());
        if (ago == 0) {
            return "today";
        }
        if (ago == 1) {
            return "yesterday";
        }
        if (ago == -1) {
            return "tomorrow";
        }
        if (ago > 1 && ago < 7) {
            return WEEKDAY.format(at);
        }
        return (at.getYear() == now.getYear() ? DAY : DAY_AND_YEAR).format(at);
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
