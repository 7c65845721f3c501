package valentine.csv;

import java.time.LocalDate;

/// The day of a date read from bytes where it is written plainly: numbers in the format of its column, at most with a
/// time of day and without a zone.
final class PlainDay {
    /// No day that is written plainly.
    static final int NONE = Integer.MIN_VALUE;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final int[] MONTHS = months();

    private final DateFormat format;
    private byte[] bytes = {};
    private int at;
    private int end;

    PlainDay(Dates dates) {
        DateFormat found = dates.format();
        this.format = found == null ? DateFormat.ISO : found;
    }

    /// The day of a stripped cell, counted from 1970.
    int read(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
        return switch (format) {
            case ISO -> yearFirst();
            case DAY_FIRST -> yearLast(true);
            case MONTH_FIRST -> yearLast(false);
            case COMPACT -> compact();
            case MONTH_NAMED, EPOCH_SECONDS, EPOCH_MILLISECONDS -> NONE;
        };
    }

    private int yearFirst() {
        int year = number(4, 4);
        byte separator = separator();
        int month = number(1, 2);
        if (separator == 0 || !accept(separator)) return NONE;
        return timed(year, month, number(1, 2));
    }

    private int yearLast(boolean dayFirst) {
        int first = number(1, 2);
        byte separator = separator();
        int second = number(1, 2);
        if (separator == 0 || !accept(separator)) return NONE;
        int year = number(4, 4);
        return dayFirst ? timed(year, second, first) : timed(year, first, second);
    }

    private int compact() {
        int year = number(4, 4);
        int month = number(2, 2);
        int day = number(2, 2);
        return at == end ? day(year, month, day) : NONE;
    }

    private int timed(int year, int month, int day) {
        if (at == end) return day(year, month, day);
        if (!accept((byte) 'T') && !accept((byte) ' ')) return NONE;
        int hour = number(1, 2);
        if (!accept((byte) ':')) return NONE;
        int minute = number(1, 2);
        int second = accept((byte) ':') ? number(1, 2) : 0;
        boolean exists = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return exists && at == end ? day(year, month, day) : NONE;
    }

    private static int day(int year, int month, int day) {
        if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return NONE;
        int index = (year - FIRST_YEAR) * 12 + month - 1;
        int found = MONTHS[index] + day - 1;
        return found < MONTHS[index + 1] ? found : NONE;
    }

    private int number(int shortest, int longest) {
        int start = at;
        int value = 0;
        while (at < end && at - start < longest && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        return at - start < shortest ? -1 : value;
    }

    private byte separator() {
        if (at == end || (bytes[at] != '-' && bytes[at] != '/' && bytes[at] != '.')) return 0;
        return bytes[at++];
    }

    private boolean accept(byte wanted) {
        if (at == end || bytes[at] != wanted) return false;
        at++;
        return true;
    }

    /// The first days of all months, and the day behind the last.
    private static int[] months() {
        int[] months = new int[(LAST_YEAR - FIRST_YEAR + 1) * 12 + 1];
        LocalDate first = LocalDate.of(FIRST_YEAR, 1, 1);
        for (int i = 0; i < months.length; i++)
            months[i] = (int) first.plusMonths(i).toEpochDay();
        return months;
    }
}
