package valentine.promise;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/// When we work, so that "within three working days" has one answer: the zone, the days and hours, the holidays of a
/// country or region, and the days that we close besides.
///
/// The day on which a clock starts does not count. A day is over when work ends: an hour that lies before the midnight
/// that a law would still allow, so that a promise kept by it is kept for the customer and for the law.
public record BusinessCalendar(
        ZoneId zone,
        Set<DayOfWeek> workingDays,
        LocalTime opens,
        LocalTime closes,
        String country,
        String region,
        Set<LocalDate> closedDays) {
    /// A clock runs for at most so many of its units.
    public static final int LONGEST = 10_000;

    private static final int LONGEST_CLOSURE = 1_000;

    public BusinessCalendar {
        if (workingDays.isEmpty()) throw new IllegalArgumentException("There is at least one working day a week");
        if (!opens.isBefore(closes)) throw new IllegalArgumentException("We open before we close");
        if (!Holidays.knows(country, region))
            throw new IllegalArgumentException("No holidays are known for " + country + " " + region);
        if (closedDays.size() > LONGEST_CLOSURE)
            throw new IllegalArgumentException("At most 1,000 days are closed besides");
        workingDays = Set.copyOf(EnumSet.copyOf(workingDays));
        closedDays = Set.copyOf(closedDays);
    }

    /// Monday to Friday from nine to six, without holidays: what holds until the firm says otherwise.
    public static BusinessCalendar plain(ZoneId zone) {
        return new BusinessCalendar(
                zone,
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(9, 0),
                LocalTime.of(18, 0),
                "",
                "",
                Set.of());
    }

    /// When a clock that starts at a moment has run out.
    public Instant due(Instant from, int count, ClockUnit unit) {
        if (count < 1 || count > LONGEST)
            throw new IllegalArgumentException("A clock runs for 1 to 10,000 " + unit.words());
        LocalDate day = dayOf(from);
        return switch (unit) {
            case HOURS -> from.plus(Duration.ofHours(count));
            case WORKING_HOURS -> afterWork(from, Duration.ofHours(count));
            case DAYS -> endOf(day.plusDays(count));
            case WORKING_DAYS -> endOf(workingDayAfter(day, count));
            case WEEKS -> endOf(day.plusWeeks(count));
            case MONTHS -> endOf(day.plusMonths(count));
        };
    }

    /// When to look whether a promise will be kept: as the last working day before it begins, or half-way where that
    /// has
    /// gone by.
    public Instant review(Instant from, Instant due) {
        LocalDate day = dayOf(due).minusDays(1);
        while (!isWorkingDay(day)) day = day.minusDays(1);
        Instant opening = startOf(day);
        return opening.isAfter(from)
                ? opening
                : from.plus(Duration.between(from, due).dividedBy(2));
    }

    public boolean isWorkingDay(LocalDate day) {
        return workingDays.contains(day.getDayOfWeek())
                && !closedDays.contains(day)
                && !Holidays.has(day, country, region);
    }

    public LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /// When work begins on a day.
    public Instant startOf(LocalDate day) {
        return day.atTime(opens).atZone(zone).toInstant();
    }

    /// When work ends on a day.
    public Instant endOf(LocalDate day) {
        return day.atTime(closes).atZone(zone).toInstant();
    }

    /// The working day that is so many working days after a day.
    LocalDate workingDayAfter(LocalDate day, int count) {
        LocalDate found = day;
        for (int left = count; left > 0; left--) {
            do found = found.plusDays(1);
            while (!isWorkingDay(found));
        }
        return found;
    }

    private Instant afterWork(Instant from, Duration work) {
        ZonedDateTime now = from.atZone(zone);
        LocalDate day = now.toLocalDate();
        Instant begin = from.isAfter(startOf(day)) ? from : startOf(day);
        Duration left = work;
        while (true) {
            Duration today = isWorkingDay(day) ? Duration.between(begin, endOf(day)) : Duration.ZERO;
            if (today.compareTo(left) >= 0) return begin.plus(left);
            if (!today.isNegative()) left = left.minus(today);
            day = day.plusDays(1);
            begin = startOf(day);
        }
    }
}
