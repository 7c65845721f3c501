/// When we work, so that time can be counted in working time.
///
/// A [BusinessCalendar] knows the hours of each weekday, the holidays of a country or region and the days that we close
/// besides, in a time zone. It says when a clock has run out, how much working time lies between two moments and when
/// so much of it has gone by. [Calendars] keeps several, each with a name and, where it differs, a zone of its own;
/// managers set them under Settings. One is the one of the firm, by which counts what names no other; a [CalendarUse]
/// tells what names one.
@NullMarked
package valentine.calendar;

import org.jspecify.annotations.NullMarked;
