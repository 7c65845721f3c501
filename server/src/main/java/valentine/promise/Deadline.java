package valentine.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Until when something is promised, where that was said, and when to look at it before.
///
/// @param due up to and with this moment it is kept in time
public record Deadline(Instant due, ZoneId zone, @Nullable Instant review) {
    /// The database keeps no smaller time.
    private static final ChronoUnit SMALLEST = ChronoUnit.MICROS;

    public Deadline {
        due = due.truncatedTo(SMALLEST);
        if (review != null && !review.isBefore(due))
            throw new IllegalArgumentException("A review comes before the due");
    }

    public Deadline(Instant due, ZoneId zone) {
        this(due, zone, null);
    }

    /// "By Friday": the whole day counts.
    public static Deadline endOf(LocalDate day, ZoneId zone) {
        return new Deadline(day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, SMALLEST), zone);
    }

    /// This with a moment to look at it; none where it does not lie before the due moment.
    public Deadline reviewed(@Nullable Instant at) {
        return new Deadline(due, zone, at != null && at.isBefore(due) ? at : null);
    }

    /// The day on which it is due, where it was said.
    public LocalDate day() {
        return LocalDate.ofInstant(due, zone);
    }
}
