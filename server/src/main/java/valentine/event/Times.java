package valentine.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// When something happened, as we take it, whatever the sender's clock says.
///
/// @param clock what is wrong with the sender's clock, if something is
record Times(Instant at, @Nullable String clock) {
    /// A clock further off than this is wrong, not just late.
    private static final Duration OFF = Duration.ofDays(1);

    private static final int MOST_PLACES = 100;

    /// Nothing that a program tells of happened before.
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

    private static final Instant FIRST = Instant.parse("-2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final DateTimeFormatter WITHOUT_COLON = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HHMM", "Z")
            .toFormatter(java.util.Locale.ROOT);

    /// By the spec: received − (sent − said). What is said without a time of sending stands as it is; what lies in the
    /// future then, or before computers, is taken as of when it came. A clock that is wrong is told.
    ///
    /// @param said when it happened, by the sender's clock; null where it does not say
    /// @param sent when it was sent, by the same clock
    static Times of(@Nullable Instant said, @Nullable Instant sent, Instant received) {
        Duration behind = sent == null ? Duration.ZERO : Duration.between(sent, received);
        boolean wrong = behind.abs().compareTo(OFF) > 0;
        if (said == null) {
            return new Times(received, wrong ? clock(behind) : null);
        }
        Instant at = sent == null ? said : said.plus(behind);
        if (at.isAfter(received.plus(OFF))) {
            return new Times(received, "The sender said " + said + ", which had not come yet; when it came stands.");
        }
        if (at.isBefore(EARLIEST)) {
            return new Times(received, "The sender said " + said + ", which cannot be; when it came stands.");
        }
        return new Times(at, wrong ? clock(behind) : null);
    }

    private static String clock(Duration behind) {
        return "The sender's clock was " + length(behind.abs()) + (behind.isNegative() ? " ahead" : " behind")
                + "; the time is corrected by that.";
    }

    private static String length(Duration off) {
        long days = off.toDays();
        if (days < 60) return days + (days == 1 ? " day" : " days");
        return days < 730 ? days / 30 + " months" : days / 365 + " years";
    }

    /// A time as programs write it: ISO 8601, or seconds or milliseconds since 1970.
    static Optional<Instant> read(JsonNode value) {
        try {
            if (value.isNumber()) return Optional.of(number(value.decimalValue()));
            return value.isString() ? Optional.of(text(value.stringValue().strip())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant number(BigDecimal value) {
        // One of a billion places after the point would take us hours.
        if (value.scale() > MOST_PLACES) throw new DateTimeException("Too exact");
        // Seconds of our time have ten digits, milliseconds thirteen.
        if (value.abs().compareTo(new BigDecimal("1e18")) > 0) throw new DateTimeException("Too large");
        boolean millis = value.abs().compareTo(new BigDecimal("1e11")) >= 0;
        return within(Instant.ofEpochMilli(
                (millis ? value : value.movePointRight(3)).toBigInteger().longValueExact()));
    }

    private static Instant text(String text) {
        return within(instant(text));
    }

    private static Instant instant(String text) {
        if (isUsual(text)) return usual(text);
        if (text.endsWith("Z")) return Instant.parse(text);
        if (text.length() == 10) return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        int zone = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        if (zone <= 10) return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return iso.length() - zone == 5
                ? OffsetDateTime.parse(iso, WITHOUT_COLON).toInstant()
                : OffsetDateTime.parse(iso).toInstant();
    }

    /// As nearly every program writes it: 2026-03-03T09:30:00.000Z. A formatter takes ten times as long.
    private static boolean isUsual(String text) {
        if (text.length() != 24) return false;
        for (int i = 0; i < 24; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case 19 -> c == '.';
                case 23 -> c == 'Z';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) return false;
        }
        return true;
    }

    private static Instant usual(String text) {
        LocalDate day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        LocalTime time = LocalTime.of(
                digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19), digits(text, 20, 23) * 1_000_000);
        return day.atTime(time).toInstant(ZoneOffset.UTC);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) number = number * 10 + text.charAt(i) - '0';
        return number;
    }

    /// Years beyond these no calendar of a firm knows, and the database not all of them.
    private static Instant within(Instant at) {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new DateTimeException("Beyond all calendars");
        }
        return at;
    }
}
