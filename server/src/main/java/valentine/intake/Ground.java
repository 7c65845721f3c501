package valentine.intake;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.csv.Refusal;
import valentine.csv.When;
import valentine.customer.Handle;

/// What holds for every row of a file: where and when we are, and what cannot be.
public record Ground(ZoneId zone, String currency, Instant now) {
    public static final int LONGEST_ID = 200;
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    /// Where a row stands, for its refusal.
    public record Place(long record, long line) {
        public Taker.Taken refuse(String value, String sentence) {
            return new Taker.Taken.Refused(new Refusal(record, line, "", value, sentence));
        }
    }

    /// Why this cannot have happened, if it cannot.
    public Optional<Taker.Taken> refuse(Place place, String customer, When at, String id, @Nullable BigDecimal amount) {
        if (Handle.id(customer).isEmpty()) {
            return Optional.of(place.refuse(
                    customer,
                    customer.length() > LONGEST_ID
                            ? "The customer's id is longer than " + LONGEST_ID + " characters."
                            : "The customer '" + shortened(customer) + "' stands for nobody in particular."));
        }
        return refuse(place, at, id, amount);
    }

    /// The same of a row that names no customer.
    public Optional<Taker.Taken> refuse(Place place, When at, String id, @Nullable BigDecimal amount) {
        if (at.in(zone).isAfter(now.plus(AHEAD))) {
            return Optional.of(place.refuse(at.in(zone).toString(), "The date lies in the future."));
        }
        if (id.length() > LONGEST_ID) {
            return Optional.of(place.refuse(id, "The number is longer than " + LONGEST_ID + " characters."));
        }
        if (amount != null && amount.abs().compareTo(LARGEST) >= 0) {
            return Optional.of(place.refuse(
                    amount.toString(), "The amount has more than twelve digits: is another column meant?"));
        }
        return Optional.empty();
    }

    /// A handle as one text.
    public static String text(Handle handle) {
        return (handle.kind() == Handle.Kind.EMAIL ? '@' : '#') + handle.value();
    }

    public static Handle handle(String text) {
        return new Handle(text.charAt(0) == '@' ? Handle.Kind.EMAIL : Handle.Kind.EXTERNAL, text.substring(1));
    }

    /// One line of at most so many characters.
    public static String line(String text, int longest) {
        String line = text.lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("");
        return cut(line, longest);
    }

    public static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static String shortened(String text) {
        return cut(text, 60);
    }
}
