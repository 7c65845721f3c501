package valentine.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// What somebody asks of us by the law of data protection, with its clock.
///
/// @param receivedOn the day where the firm is; it does not count itself
/// @param due the last day on which an answer is in time
public record Request(
        RequestId id,
        Kind kind,
        CustomerId customer,
        By cameBy,
        String note,
        Instant receivedAt,
        LocalDate receivedOn,
        LocalDate due,
        List<Event> events) {
    public Request {
        events = List.copyOf(events);
    }

    /// What can be asked.
    public enum Kind {
        ACCESS("See what we keep"),
        CORRECTION("Correct it"),
        ERASURE("Be forgotten"),
        OBJECTION("Object to its use"),
        PORTABILITY("Take it along");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /// As programs say it.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String key) {
            for (Kind kind : values()) {
                if (kind.key().equals(key)) return Optional.of(kind);
            }
            return Optional.empty();
        }
    }

    /// How it reached us.
    public enum By {
        STAFF("written down by us"),
        API("by a program"),
        PORTAL("on the customer's own page");

        private final String words;

        By(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// What was done about it.
    public record Event(What what, String words, @Nullable MemberId member, Instant at) {}

    /// What can be done about it.
    public enum What {
        IDENTITY_CHECKED("Identity checked"),
        EXTENDED("Two more months, and the reason told"),
        REMINDED("Reminded"),
        OVERDUE("Told that it is late"),
        ANSWERED("Answered"),
        REFUSED("Refused, and the reason told"),
        WITHDRAWN("Withdrawn by the customer");

        private final String words;

        What(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isEnd() {
            return this == ANSWERED || this == REFUSED || this == WITHDRAWN;
        }
    }

    public boolean isOpen() {
        return events.stream().noneMatch(event -> event.what().isEnd());
    }

    /// Whether somebody made sure who asks.
    boolean isIdentified() {
        return has(What.IDENTITY_CHECKED);
    }

    /// Whether handing out, changing or erasing something for it needs to know who asks: to stop needs no proof.
    boolean needsIdentity() {
        return kind != Kind.OBJECTION && !isIdentified();
    }

    boolean isExtended() {
        return has(What.EXTENDED);
    }

    /// Whether the customer can still be told in time that it takes longer: within the first month.
    boolean mayBeExtended(LocalDate today) {
        return isOpen() && !isExtended() && !today.isAfter(due);
    }

    /// Which clock of it runs: the first, or after an extension the longer one, each with its own reminders.
    String clock() {
        return isExtended() ? "of the longer clock" : "";
    }

    boolean wasTold(What what) {
        return events.stream()
                .anyMatch(event -> event.what() == what && event.words().equals(clock()));
    }

    boolean has(What what) {
        return events.stream().anyMatch(event -> event.what() == what);
    }

    /// In words, as of today.
    String left(LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, due);
        if (days < 0) return -days == 1 ? "1 day late" : -days + " days late";
        if (days == 0) return "due today";
        return days == 1 ? "due tomorrow" : days + " days left";
    }

    boolean isPressing(LocalDate today) {
        return isOpen() && !due.isAfter(today.plusDays(7));
    }
}
