package valentine.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// When we work, so that "within three working days" has one answer: the zone, the hours of each day of the week, the
/// holidays of a country or region, and the days that we close besides.
///
/// For clocks that count days, the day on which one starts does not count, and a day is over when work ends: an hour
/// that
/// lies before the midnight that a law would still allow, so that a promise kept by it is kept for the customer and for
/// the law.
///
/// @param week the hours of each day in order, with a gap between two of them; no entry for a day that is free
public record BusinessCalendar(
        ZoneId zone, Map<DayOfWeek, List<Hours>> week, String country, String region, Set<LocalDate> closedDays) {
    /// A clock runs for at most so many of its units.
    public static final int LONGEST = 10_000;

    private static final int LONGEST_CLOSURE = 1_000;
    private static final int MOST_RANGES = 12;

    public BusinessCalendar {
        Map<DayOfWeek, List<Hours>> worked = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, hours) -> {
            if (!hours.isEmpty()) worked.put(day, inOrder(hours));
        });
        if (worked.isEmpty()) throw new IllegalArgumentException("There is at least one working day a week");
        if (!Holidays.knows(country, region))
            throw new IllegalArgumentException("No holidays are known for " + country + " " + region);
        if (closedDays.size() > LONGEST_CLOSURE)
            throw new IllegalArgumentException("At most 1,000 days are closed besides");
        week = Map.copyOf(worked);
        closedDays = Set.copyOf(closedDays);
    }

    /// The same hours on each of these days, without holidays.
    public static BusinessCalendar of(ZoneId zone, Collection<DayOfWeek> days, Hours... hours) {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> week.put(day, List.of(hours)));
        return new BusinessCalendar(zone, week, "", "", Set.of());
    }

    /// Monday to Friday from nine to six, without holidays: what holds until the firm says otherwise.
    public static BusinessCalendar plain(ZoneId zone) {
        return of(zone, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), Hours.of(9, 18));
    }

    /// This with the holidays of a country or of its region.
    public BusinessCalendar in(String holidaysOf, String partOf) {
        return new BusinessCalendar(zone, week, holidaysOf, partOf, closedDays);
    }

    /// This with days on which we are closed besides.
    public BusinessCalendar closedOn(Set<LocalDate> days) {
        return new BusinessCalendar(zone, week, country, region, days);
    }

    /// When a clock that starts at a moment has run out.
    public Instant due(Instant from, int count, ClockUnit unit) {
        if (count < 1 || count > LONGEST)
            throw new IllegalArgumentException("A clock runs for 1 to 10,000 " + unit.words());
        LocalDate day = dayOf(from);
        return switch (unit) {
            case HOURS -> from.plus(Duration.ofHours(count));
            case WORKING_HOURS -> plus(from, Duration.ofHours(count));
            case DAYS -> endOf(day.plusDays(count));
            case WORKING_DAYS -> endOf(workingDayAfter(day, count));
            case WEEKS -> endOf(day.plusWeeks(count));
            case MONTHS -> endOf(day.plusMonths(count));
        };
    }

    /// When so much working time has gone by since a moment: 30 minutes from 16:30 are over at 17:00, when work ends.
    public Instant plus(Instant from, Duration work) {
        if (work.isNegative()) throw new IllegalArgumentException("Working time only goes on");
        if (work.isZero()) return from;
        Duration left = work;
        for (LocalDate day = dayOf(from); ; day = day.plusDays(1)) {
            for (Hours hours : hours(day)) {
                Instant begin = later(from, at(day, hours.opens()));
                Duration range = Duration.between(begin, end(day, hours));
                if (range.compareTo(left) >= 0) return begin.plus(left);
                if (range.isPositive()) left = left.minus(range);
            }
        }
    }

    /// The working time that lies between two moments; less than none where the second comes first.
    public Duration between(Instant from, Instant until) {
        if (until.isBefore(from)) return between(until, from).negated();
        Duration sum = Duration.ZERO;
        LocalDate last = dayOf(until);
        for (LocalDate day = dayOf(from); !day.isAfter(last); day = day.plusDays(1)) {
            for (Hours hours : hours(day)) {
                Instant end = end(day, hours);
                Duration range =
                        Duration.between(later(from, at(day, hours.opens())), end.isBefore(until) ? end : until);
                if (range.isPositive()) sum = sum.plus(range);
            }
        }
        return sum;
    }

    /// When to look whether a promise will be kept: as the last working day before it begins, or half-way where that
    /// has gone by.
    public Instant review(Instant from, Instant due) {
        LocalDate day = dayOf(due).minusDays(1);
        while (!isWorkingDay(day)) day = day.minusDays(1);
        Instant opening = startOf(day);
        return opening.isAfter(from)
                ? opening
                : from.plus(Duration.between(from, due).dividedBy(2));
    }

    public boolean isWorkingDay(LocalDate day) {
        return week.containsKey(day.getDayOfWeek()) && !closedDays.contains(day) && !Holidays.has(day, country, region);
    }

    public LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /// When work begins on a day, or would begin on one that is free.
    public Instant startOf(LocalDate day) {
        return at(day, usual(day).getFirst().opens());
    }

    /// When work ends on a day, or would end on one that is free.
    public Instant endOf(LocalDate day) {
        return end(day, usual(day).getLast());
    }

    private LocalDate workingDayAfter(LocalDate day, int count) {
        LocalDate found = day;
        for (int left = count; left > 0; left--) {
            do found = found.plusDays(1);
            while (!isWorkingDay(found));
        }
        return found;
    }

    private List<Hours> hours(LocalDate day) {
        return isWorkingDay(day) ? week.getOrDefault(day.getDayOfWeek(), List.of()) : List.of();
    }

    /// The hours of a day of the week, for a free one those of the first that is worked.
    private List<Hours> usual(LocalDate day) {
        List<Hours> hours = week.get(day.getDayOfWeek());
        if (hours != null) return hours;
        return week.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .orElseThrow()
                .getValue();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private Instant end(LocalDate day, Hours hours) {
        return hours.closes().equals(LocalTime.MIDNIGHT)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : at(day, hours.closes());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Hours> inOrder(List<Hours> hours) {
        List<Hours> sorted =
                hours.stream().sorted(Comparator.comparing(Hours::opens)).toList();
        if (sorted.size() > MOST_RANGES) throw new IllegalArgumentException("A day has at most 12 stretches of work");
        for (int i = 1; i < sorted.size(); i++) {
            if (!sorted.get(i - 1).isBefore(sorted.get(i)))
                throw new IllegalArgumentException("The hours of a day do not overlap");
        }
        return sorted;
    }
}
