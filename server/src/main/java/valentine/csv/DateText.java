package valentine.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import valentine.csv.DateRead.NoDate;
import valentine.csv.When.Exact;
import valentine.csv.When.Local;

/// One date while it is read from left to right, by hand: no pattern, no exception, a few allocations.
final class DateText {
    private static final int NONE = -1;

    private final String text;
    private final DateFormat format;
    private int position;

    private int hour;
    private int minute;
    private int second;
    private int nanosecond;
    private int offsetSeconds = Integer.MIN_VALUE;

    DateText(String text, DateFormat format) {
        this.text = text;
        this.format = format;
    }

    /// `2026-01-31`, `2026/1/31 7:45`, `2026-01-31T07:45:00.123+01:00`.
    DateRead iso() {
        int year = number(4, 4);
        char separator = separator();
        int month = number(1, 2);
        if (year == NONE || month == NONE || !accept(separator)) return noDate();
        int day = number(1, 2);
        return day != NONE && time() ? when(year, month, day) : noDate();
    }

    /// `31/01/2026`, `31.1.26 07:45`, `1/31/2026 7:45 PM`.
    DateRead numeric(boolean dayFirst) {
        int first = number(1, 2);
        char separator = separator();
        int second = number(1, 2);
        if (first == NONE || second == NONE || !accept(separator)) return noDate();
        int start = position;
        int year = number(2, 4);
        int digits = position - start;
        if (year == NONE || digits == 3 || !time()) return noDate();
        if (digits == 2) year = century(year);
        return dayFirst ? when(year, second, first) : when(year, first, second);
    }

    /// `20260131`, `20260131T074500Z`, `202601310745`.
    DateRead compact() {
        int year = number(4, 4);
        int month = number(2, 2);
        int day = number(2, 2);
        if (year == NONE || month == NONE || day == NONE) return noDate();
        if (!accept('T')) accept(' ');
        if (!ended() && peek() != 'Z') {
            hour = number(2, 2);
            accept(':');
            minute = number(2, 2);
            accept(':');
            second = ended() || !isDigit(peek()) ? 0 : number(2, 2);
            if (hour == NONE || minute == NONE || second == NONE) return noDate();
        }
        return zone() && ended() ? when(year, month, day) : noDate();
    }

    /// Seconds or milliseconds since 1970.
    DateRead epoch(int shortest, int longest, long scale) {
        long value = 0;
        int digits = 0;
        while (!ended() && isDigit(peek()) && digits <= longest) {
            value = value * 10 + (text.charAt(position++) - '0');
            digits++;
        }
        if (accept('.')) while (!ended() && isDigit(peek())) position++;
        if (digits < shortest || digits > longest || !ended()) return noDate();
        return new Exact(Instant.ofEpochMilli(value * scale));
    }

    /// `12-Dec-09`, `31. Januar 2026`, `Tue, 31 Oct 2017 22:10:47 +0000`, `Tue Oct 31 22:10:47 +0000 2017`.
    DateRead named() {
        int year = NONE;
        int month = NONE;
        int day = NONE;
        boolean timed = false;
        while (!ended()) {
            char c = peek();
            if (isDigit(c)) {
                int start = position;
                int number = number(1, 4);
                int digits = position - start;
                if (!ended() && peek() == ':' && !timed) {
                    position = start;
                    if (!clock()) return noDate();
                    timed = true;
                } else if (digits <= 2 && day == NONE) {
                    day = number;
                } else if (year == NONE && digits != 3) {
                    year = digits <= 2 ? century(number) : number;
                } else {
                    return noDate();
                }
            } else if (Character.isLetter(c)) {
                int start = position;
                while (!ended()
                        && (Character.isLetter(peek()) || Character.getType(peek()) == Character.NON_SPACING_MARK)) {
                    position++;
                }
                String word = text.substring(start, position).toLowerCase(Locale.ROOT);
                int found = month == NONE ? DateWords.month(word) : NONE;
                if (found != NONE) month = found;
                else if (timed && DateWords.isZone(word)) offsetSeconds = DateWords.offsetHours(word) * 3600;
                else if (!DateWords.isFiller(word)) return noDate();
            } else if (timed
                    && (c == '+' || c == '-')
                    && position + 2 < text.length()
                    && isDigit(text.charAt(position + 1))) {
                if (!zone()) return noDate();
            } else if (" ,.-/()\u00a0\u202f".indexOf(c) >= 0) {
                position++;
            } else {
                return noDate();
            }
        }
        return year == NONE || month == NONE || day == NONE ? noDate() : when(year, month, day);
    }

    private static int century(int year) {
        return year < 70 ? 2000 + year : 1900 + year;
    }

    /// The optional time behind a date, to the end of the text.
    private boolean time() {
        if (ended()) return true;
        if (peek() == 'Z') return zone() && ended();
        boolean divided = accept('T');
        if (!divided) accept(',');
        while (accept(' ')) divided = true;
        return divided && clock() && zone() && ended();
    }

    private boolean clock() {
        hour = number(1, 2);
        if (hour == NONE || !accept(':')) return false;
        minute = number(1, 2);
        if (minute == NONE) return false;
        if (accept(':')) {
            second = number(1, 2);
            if (second == NONE) return false;
            if ((accept('.') || accept(',')) && !fraction()) return false;
        }
        return halfDay();
    }

    private boolean fraction() {
        int start = position;
        int unit = 100_000_000;
        while (!ended() && isDigit(peek())) {
            nanosecond += (text.charAt(position++) - '0') * unit;
            unit /= 10;
        }
        return position > start;
    }

    private boolean halfDay() {
        int start = position;
        while (accept(' ')) {}
        boolean afternoon = !ended() && (peek() | 0x20) == 'p';
        boolean morning = !ended() && (peek() | 0x20) == 'a';
        if (!afternoon && !morning) {
            position = start;
            return true;
        }
        position++;
        accept('.');
        if (ended() || (peek() | 0x20) != 'm') return false;
        position++;
        accept('.');
        if (hour < 1 || hour > 12) return false;
        hour = hour % 12 + (afternoon ? 12 : 0);
        return true;
    }

    private boolean zone() {
        while (accept(' ')) {}
        if (ended()) return true;
        if (accept('Z') || text.startsWith("UTC", position) || text.startsWith("GMT", position)) {
            while (!ended() && Character.isLetter(peek())) position++;
            offsetSeconds = 0;
            return true;
        }
        int sign = peek() == '+' ? 1 : peek() == '-' ? -1 : 0;
        if (sign == 0) return false;
        position++;
        int hours = number(2, 2);
        accept(':');
        int minutes = ended() || !isDigit(peek()) ? 0 : number(2, 2);
        if (hours == NONE || minutes == NONE || hours > 17 || minutes > 59) return false;
        offsetSeconds = sign * (hours * 3600 + minutes * 60);
        return true;
    }

    private DateRead when(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) return missing();
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return missing();
        if (year < 1900 || year > 2100) {
            return new NoDate("the year of the date '" + shown() + "' lies outside 1900 to 2100");
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return new NoDate("the time of day in '" + shown() + "' does not exist");
        }
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanosecond);
        if (offsetSeconds == Integer.MIN_VALUE) return new Local(local);
        return new Exact(local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds)));
    }

    private NoDate missing() {
        return new NoDate("the date '" + shown() + "' does not exist");
    }

    private NoDate noDate() {
        return new NoDate("'" + shown() + "' is not a date written like " + format.example());
    }

    private String shown() {
        return Refusal.shortened(text);
    }

    /// A separator of numbers, or a character that accepts nothing.
    private char separator() {
        if (ended()) return '\0';
        char c = peek();
        if (c != '-' && c != '/' && c != '.') return '\0';
        position++;
        while (accept(' ')) {}
        return c;
    }

    private int number(int shortest, int longest) {
        int start = position;
        int value = 0;
        while (position < text.length() && position - start < longest && isDigit(text.charAt(position))) {
            value = value * 10 + (text.charAt(position++) - '0');
        }
        return position - start < shortest ? NONE : value;
    }

    private boolean accept(char wanted) {
        if (ended() || peek() != wanted) return false;
        position++;
        return true;
    }

    private char peek() {
        return text.charAt(position);
    }

    private boolean ended() {
        return position >= text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
