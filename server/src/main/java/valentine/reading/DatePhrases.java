package valentine.reading;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.ClockUnit;

/// Reads when something will be done: "by Friday", "within 3 working days", "tomorrow morning", "am 3. März".
///
/// A day without an hour means the end of that day's work. A weekday is the next one; "next Tuesday" is the Tuesday of
/// next week. A date without a year is the next such date.
final class DatePhrases {
    private static final Set<String> PREPOSITIONS = Set.of(
            "by",
            "on",
            "before",
            "at",
            "am",
            "bis",
            "um",
            "vor",
            "spatestens",
            "zum",
            "this",
            "next",
            "coming",
            "latest");
    private static final Set<String> NEXT =
            Set.of("next", "nachste", "nachsten", "nachster", "nachstem", "kommende", "kommenden", "kommender");
    private static final Set<String> THIS =
            Set.of("this", "diese", "diesen", "dieser", "dieses", "coming", "the", "der", "des");
    private static final int LONGEST_DAYS = 400;

    private final Phrase phrase;
    private final HourPhrases hours;
    private final Days days;
    private final Instant said;
    private final BusinessCalendar calendar;
    private final boolean monthFirst;
    private final LocalDate today;

    DatePhrases(List<Token> tokens, Instant said, BusinessCalendar calendar, boolean monthFirst) {
        this.phrase = new Phrase(tokens);
        this.hours = new HourPhrases(phrase);
        this.said = said;
        this.calendar = calendar;
        this.monthFirst = monthFirst;
        this.today = calendar.dayOf(said);
        this.days = new Days(today, calendar);
    }

    /// A phrase from one token up to another.
    record Hit(int from, int until, Instant due) {}

    /// A day, or a moment where the phrase counts hours.
    private record Read(
            int until,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable Instant moment) {
        static Read day(int until, LocalDate day) {
            return new Read(until, day, null, null);
        }

        static Read moment(int until, Instant moment) {
            return new Read(until, null, null, moment);
        }

        Read at(int end, LocalTime hour) {
            return new Read(end, day, hour, moment);
        }
    }

    /// The phrase that begins here.
    Optional<Hit> at(int from) {
        if (from > 0 && DateWords.NOT_A_DEADLINE.contains(word(from - 1)) && !isNoLater(from)) return Optional.empty();
        int core = afterPreposition(from);
        Read read = read(core, core > from);
        if (read == null || isRecurring(read.until())) return Optional.empty();
        Instant due = due(withTime(read), is(from, "before") || (is(from, "vor") && core > from));
        boolean sensible = due.isAfter(said) && due.isBefore(said.plus(Duration.ofDays(LONGEST_DAYS)));
        return sensible ? Optional.of(new Hit(from, withTime(read).until(), due)) : Optional.empty();
    }

    private @Nullable Read read(int at, boolean led) {
        try {
            Read read = count(at, led);
            if (read == null) read = endOf(at);
            if (read == null) read = namedDay(at, led);
            if (read == null) read = period(at);
            if (read == null) read = calendarDay(at, led);
            if (read == null && led) read = hourOnly(at);
            return read;
        } catch (DateTimeException _) {
            // The 31st of a month that has none.
            return null;
        }
    }

    private int afterPreposition(int at) {
        if (isNoLater(at)) return at + 3;
        if (is(at, "first") && is(at + 1, "thing")) return afterPreposition(at + 2);
        if (is(at, "by", "bis") && is(at + 1, "the") && is(at + 2, "latest")) return at + 3;
        int end = at;
        while (end < at + 3
                && is(
                        end,
                        "by",
                        "on",
                        "before",
                        "at",
                        "am",
                        "bis",
                        "um",
                        "vor",
                        "spatestens",
                        "zum",
                        "latest",
                        "around",
                        "gegen",
                        "zu")) {
            end++;
        }
        return end;
    }

    private boolean isNoLater(int at) {
        return is(at, "no", "not", "nicht") && is(at + 1, "later", "spater") && is(at + 2, "than", "als");
    }

    private boolean isRecurring(int after) {
        return is(after, "ago", "old") || (is(after, "at") && is(after + 1, "the") && is(after + 2, "earliest"));
    }

    // "within 3 working days", "in two weeks", "3-5 business days", "a week from now"
    private @Nullable Read count(int at, boolean led) {
        int start = at;
        boolean counted = led && is(at - 1, "zu");
        if (is(start, "in", "within", "inside", "innerhalb", "binnen", "take", "takes", "nach")) {
            counted = true;
            start++;
            while (is(
                    start,
                    "the",
                    "next",
                    "von",
                    "up",
                    "to",
                    "about",
                    "only",
                    "max",
                    "den",
                    "nachsten",
                    "bis",
                    "around")) start++;
        }
        int count = number(start);
        if (count < 0 && is(start, "a", "an", "one")) count = 1;
        if (count < 0) return null;
        int unitAt = start + 1;
        if (is(unitAt, "-", "–", "to", "bis", "or", "oder") && number(unitAt + 1) > 0) {
            count = number(unitAt + 1);
            unitAt += 2;
        }
        boolean working = is(unitAt, "working", "business", "bank");
        if (working || is(unitAt, "calendar", "full")) unitAt++;
        if (is(unitAt, "minutes", "minute", "minuten", "min") && counted && count > 0)
            return Read.moment(unitAt + 1, said.plus(Duration.ofMinutes(count)));
        if (is(unitAt, "fortnight") && counted) return Read.day(unitAt + 1, today.plusWeeks(2));
        ClockUnit unit = DateWords.unit(word(unitAt));
        if (unit == null || count < 1 || count > LONGEST_DAYS) return null;
        if (working && unit == ClockUnit.DAYS) unit = ClockUnit.WORKING_DAYS;
        if (working && unit == ClockUnit.HOURS) unit = ClockUnit.WORKING_HOURS;
        int until = unitAt + 1;
        if (is(until, "'")) until++;
        if (is(until, "time")) until++;
        if (is(until, "from") && is(until + 1, "now", "today")) {
            counted = true;
            until += 2;
        } else if (is(until, "of", "after", "from", "nach", "ab")) {
            // Counted from something that we do not know.
            return null;
        }
        return counted ? Read.moment(until, calendar.due(said, count, unit)) : null;
    }

    // "the end of the month", "end of next week", "Ende der Woche", "Monatsende", "EOD"
    private @Nullable Read endOf(int at) {
        if (is(at, "eod", "cob") || (is(at, "close") && is(at + 1, "of") && is(at + 2, "business", "play")))
            return Read.day(is(at, "close") ? at + 3 : at + 1, today);
        if (is(at, "eow", "wochenende") && !is(at, "wochenende")) return Read.day(at + 1, days.lastWorkingDayOfWeek(0));
        if (is(at, "monatsende")) return Read.day(at + 1, today.with(TemporalAdjusters.lastDayOfMonth()));
        int end = is(at, "the") ? at + 1 : at;
        if (!is(end, "end", "ende")) return null;
        end++;
        if (is(end, "of")) end++;
        int ahead = 0;
        while (is(end, "the", "this", "next") || THIS.contains(word(end)) || NEXT.contains(word(end))) {
            if (NEXT.contains(word(end))) ahead = 1;
            end++;
        }
        if (is(end, "business", "working")) end++;
        if (is(end, "day", "tag", "tages", "today")) return Read.day(end + 1, today.plusDays(ahead));
        if (is(end, "tomorrow")) return Read.day(end + 1, today.plusDays(1));
        if (is(end, "week", "woche")) return Read.day(end + 1, days.lastWorkingDayOfWeek(ahead));
        if (is(end, "month", "monat", "monats"))
            return Read.day(end + 1, today.plusMonths(ahead).with(TemporalAdjusters.lastDayOfMonth()));
        if (is(end, "year", "jahr", "jahres"))
            return Read.day(end + 1, today.plusYears(ahead).with(TemporalAdjusters.lastDayOfYear()));
        int month = DateWords.month(word(end));
        return month < 0 ? null : Read.day(end + 1, days.endOfMonth(month));
    }

    // "today", "tomorrow", "übermorgen", "Friday", "next Tuesday", "this afternoon", "tonight"
    private @Nullable Read namedDay(int at, boolean led) {
        if (is(at, "today", "heute")) return Read.day(at + 1, today);
        if (is(at, "tonight")) return Read.day(at + 1, today).at(at + 1, LocalTime.of(22, 0));
        if (is(at, "tomorrow", "morgen")) return Read.day(at + 1, today.plusDays(1));
        if (is(at, "ubermorgen", "uebermorgen")) return Read.day(at + 1, today.plusDays(2));
        if (is(at, "the") && is(at + 1, "day") && is(at + 2, "after") && is(at + 3, "tomorrow"))
            return Read.day(at + 4, today.plusDays(2));
        if (is(at, "this")) {
            LocalTime part = DateWords.part(word(at + 1));
            if (part != null) return Read.day(at + 2, today).at(at + 2, part);
        }
        boolean next = NEXT.contains(word(at));
        int named = next || THIS.contains(word(at)) ? at + 1 : at;
        boolean afterPreposition = led || named > at || (at > 0 && PREPOSITIONS.contains(word(at - 1)));
        DayOfWeek day = DateWords.weekday(word(named), afterPreposition).orElse(null);
        if (day == null) return null;
        if (is(named + 1, "week"))
            return Read.day(named + 2, today.with(TemporalAdjusters.next(day)).plusWeeks(1));
        if (is(at, "next", "nachsten", "nachster", "nachste"))
            return Read.day(named + 1, days.monday(1).with(TemporalAdjusters.nextOrSame(day)));
        // "Tuesday next week"
        if (is(named + 1, "next", "nachste", "nachster") && is(named + 2, "week", "woche"))
            return Read.day(named + 3, days.monday(1).with(TemporalAdjusters.nextOrSame(day)));
        // "Friday 4 December" says the day twice; the date is the surer.
        int dateAt = is(named + 1, ",") ? named + 2 : named + 1;
        if (is(dateAt, "the", "den", "dem")) dateAt++;
        Read date = calendarDay(dateAt, true);
        return date != null ? date : Read.day(named + 1, today.with(TemporalAdjusters.next(day)));
    }

    // "next week", "this month", "nächste Woche"
    private @Nullable Read period(int at) {
        boolean next = NEXT.contains(word(at));
        int start = at;
        if (is(at, "in", "within", "im", "innerhalb", "within")) {
            start++;
            int month = DateWords.month(word(start));
            boolean dayFollows = number(start + 1) > 0 && number(start + 1) < 32 && !is(start + 2, ":");
            if (month > 0 && !dayFollows) return Read.day(start + 1, days.endOfMonth(month));
            next = NEXT.contains(word(start));
        }
        if (!next && !is(start, "this", "diese", "dieser", "diesen", "later")) return null;
        int named = is(start, "later") && is(start + 1, "this") ? start + 2 : start + 1;
        int ahead = next ? 1 : 0;
        if (is(named, "week", "woche")) return Read.day(named + 1, days.lastWorkingDayOfWeek(ahead));
        if (is(named, "month", "monat"))
            return Read.day(named + 1, today.plusMonths(ahead).with(TemporalAdjusters.lastDayOfMonth()));
        return null;
    }

    // "3 March", "March 3rd, 2027", "the 3rd", "3. März", "2026-12-03", "03/03", "3.12."
    private @Nullable Read calendarDay(int at, boolean led) {
        int start = is(at, "the", "den", "dem") ? at + 1 : at;
        int month = DateWords.month(word(start));
        if (month > 0) {
            int day = dayNumber(start + 1);
            return day < 0 ? null : withYear(afterOrdinal(start + 1), day, month);
        }
        int first = phrase.digits(start);
        if (first < 0) return null;
        if (first >= 2000 && first < 2200 && is(start + 1, "-")) return isoDay(start, first);
        if (first < 1 || first > 31) return null;
        int after = afterOrdinal(start);
        int monthAt = is(after, "of") ? after + 1 : after;
        month = DateWords.month(word(monthAt));
        if (month > 0) return withYear(monthAt + 1, first, month);
        if (is(start + 1, "/", ".") && number(start + 2) > 0 && phrase.touchesNext(start + 1))
            return numericDay(start, first, led);
        boolean ordinal = after > start + 1 && !is(start + 1, ".");
        boolean german = led && is(start + 1, ".") && !is(start, "the") && is(start - 1, "am", "zum", "den", "dem");
        return (ordinal && is(at, "the")) || german ? Read.day(after, days.nextDayOfMonth(first)) : null;
    }

    private @Nullable Read isoDay(int at, int year) {
        if (!is(at + 3, "-")) return null;
        int month = number(at + 2);
        int day = number(at + 4);
        return month < 1 || day < 1 ? null : Read.day(at + 5, LocalDate.of(year, month, day));
    }

    private @Nullable Read numericDay(int at, int first, boolean led) {
        int second = number(at + 2);
        boolean dots = is(at + 1, ".");
        if (second > 31) return null;
        boolean monthLeads = !dots && ((monthFirst && first <= 12) || second > 12);
        int month = monthLeads ? first : second;
        int day = monthLeads ? second : first;
        int end = at + 3;
        if (is(end, word(at + 1)) && phrase.touchesNext(end - 1)) {
            int year = number(end + 1);
            boolean follows = year >= 0 && phrase.touchesNext(end);
            if (follows) return Read.day(end + 2, LocalDate.of(year < 100 ? 2000 + year : year, month, day));
            if (dots) end++;
        } else if (dots && !is(at - 1, "am", "zum", "den", "bis")) {
            // 3.30 is an hour or a price.
            return null;
        }
        // "24/7" and "1/2" are no dates; "by 03/03" is one.
        return led ? Read.day(end, days.nextDate(day, month)) : null;
    }

    private Read withYear(int at, int day, int month) {
        int yearAt = is(at, ",") ? at + 1 : at;
        int year = phrase.digits(yearAt);
        return year >= 2000 && year < 2200
                ? Read.day(yearAt + 1, LocalDate.of(year, month, day))
                : Read.day(at, days.nextDate(day, month));
    }

    private int dayNumber(int at) {
        int day = phrase.digits(at);
        return day >= 1 && day <= 31 ? day : -1;
    }

    private int afterOrdinal(int at) {
        boolean glued = phrase.touchesNext(at);
        return glued && is(at + 1, "st", "nd", "rd", "th", ".") ? at + 2 : at + 1;
    }

    // "by 5 pm": today, or tomorrow where that has gone by.
    private @Nullable Read hourOnly(int at) {
        HourPhrases.Hit hour = hours.at(at, true).orElse(null);
        if (hour == null) return null;
        int dayAt = is(hour.until(), "on", "am") ? hour.until() + 1 : hour.until();
        Read named = namedDay(dayAt, dayAt > hour.until());
        if (named != null && named.time() == null) return named.at(named.until(), hour.time());
        boolean over =
                !today.atTime(hour.time()).atZone(calendar.zone()).toInstant().isAfter(said);
        return Read.day(hour.until(), over ? today.plusDays(1) : today).at(hour.until(), hour.time());
    }

    private Read withTime(Read read) {
        if (read.day() == null || read.time() != null) return read;
        return hours.after(read.until())
                .map(hour -> read.at(hour.until(), hour.time()))
                .orElse(read);
    }

    private Instant due(Read read, boolean before) {
        if (read.moment() != null) return read.moment();
        LocalDate day = read.day() == null ? today : read.day();
        if (read.time() != null)
            return day.atTime(read.time()).atZone(calendar.zone()).toInstant();
        if (before) day = day.minusDays(1);
        Instant end = calendar.endOf(day);
        // Said after hours, "today" lasts until midnight.
        return end.isAfter(said) || !day.equals(today)
                ? end
                : day.atTime(23, 59).atZone(calendar.zone()).toInstant();
    }

    private int number(int at) {
        return phrase.number(at);
    }

    private String word(int at) {
        return phrase.word(at);
    }

    private boolean is(int at, String... words) {
        return phrase.is(at, words);
    }
}
