package valentine.reading;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import valentine.calendar.BusinessCalendar;

/// The days that people mean who speak today.
record Days(LocalDate today, BusinessCalendar calendar) {
    LocalDate monday(int weeksAhead) {
        return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(weeksAhead);
    }

    LocalDate lastWorkingDayOfWeek(int weeksAhead) {
        LocalDate sunday = monday(weeksAhead).plusDays(6);
        LocalDate day = sunday;
        while (day.isAfter(sunday.minusDays(6)) && !calendar.week().containsKey(day.getDayOfWeek()))
            day = day.minusDays(1);
        return day.isBefore(today) ? sunday : day;
    }

    LocalDate endOfMonth(int month) {
        LocalDate end = today.withDayOfMonth(1).withMonth(month).with(TemporalAdjusters.lastDayOfMonth());
        return end.isBefore(today) ? end.plusYears(1).with(TemporalAdjusters.lastDayOfMonth()) : end;
    }

    LocalDate nextDayOfMonth(int day) {
        LocalDate month = today.withDayOfMonth(1);
        while (month.lengthOfMonth() < day || month.withDayOfMonth(day).isBefore(today)) month = month.plusMonths(1);
        return month.withDayOfMonth(day);
    }

    LocalDate nextDate(int day, int month) {
        int year = today.getYear();
        // 29 February waits for a leap year.
        boolean leap = day == 29 && month == 2;
        while (leap && !Year.isLeap(year)) year++;
        LocalDate date = LocalDate.of(year, month, day);
        return date.isBefore(today) && !leap ? date.plusYears(1) : date;
    }
}
