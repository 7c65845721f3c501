/// When we work, so that time can be counted in working time.
///
/// A [BusinessCalendar] knows the hours of each weekday, the holidays of a country or region and the days that we close
/// besides, in a time zone. It says when a clock has run out, how much working time lies between two moments and when
/// so
/// much of it has gone by. [Calendars] keeps the one of the firm, which managers set under Settings.
@NullMarked
package valentine.calendar;

import org.jspecify.annotations.NullMarked;
