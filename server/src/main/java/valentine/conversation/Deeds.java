package valentine.conversation;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import valentine.team.BranchId;
import valentine.team.MemberId;

/// Reads what a button, a key or a choice of a form means to do.
final class Deeds {
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final Duration LATER = Duration.ofHours(3);

    private Deeds() {}

    /// @param until what was typed as the moment to snooze until
    /// @param label what was typed as a label
    static Optional<Deed> of(String what, String until, String label, MemberId me, Instant now, ZoneId zone) {
        int colon = what.indexOf(':');
        String word = colon < 0 ? what : what.substring(0, colon);
        String rest = colon < 0 ? "" : what.substring(colon + 1);
        return switch (word) {
            case "open" -> Optional.of(new Deed.Stand(Status.OPEN));
            case "pending" -> Optional.of(new Deed.Stand(Status.PENDING));
            case "resolved" -> Optional.of(new Deed.Stand(Status.RESOLVED));
            case "take" -> Optional.of(new Deed.Assign(me));
            case "assign" -> number(rest).map(id -> new Deed.Assign(id == 0 ? null : new MemberId(id)));
            case "branch" -> number(rest).map(id -> new Deed.Hand(id == 0 ? null : new BranchId(id)));
            case "priority" -> Priority.of(rest).map(Deed.Rank::new);
            case "label" -> label(rest.isEmpty() ? label : rest, true);
            case "unlabel" -> label(rest, false);
            case "snooze" -> snooze(rest, until, now, zone);
            default -> Optional.empty();
        };
    }

    private static Optional<Deed> snooze(String rest, String until, Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        return switch (rest) {
            case "reply" -> Optional.of(new Deed.Snooze(null));
            case "later" -> Optional.of(new Deed.Snooze(now.plus(LATER)));
            case "tomorrow" -> Optional.of(new Deed.Snooze(morning(local.plusDays(1))));
            case "monday" ->
                Optional.of(new Deed.Snooze(morning(local.with(TemporalAdjusters.next(DayOfWeek.MONDAY)))));
            case "until" -> moment(until, zone).filter(at -> at.isAfter(now)).map(Deed.Snooze::new);
            default -> Optional.empty();
        };
    }

    private static Instant morning(ZonedDateTime day) {
        return day.with(MORNING).toInstant();
    }

    /// What a field for day and hour holds.
    static Optional<Instant> moment(String typed, ZoneId zone) {
        try {
            return typed.length() > 30 || typed.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(typed.strip())
                                    .atZone(zone)
                                    .toInstant())
                            // A calendar knows no further.
                            .filter(at -> at.isBefore(Instant.parse("2200-01-01T00:00:00Z")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Deed> label(String label, boolean on) {
        return Ends.line(label, Deed.Label.LONGEST).isEmpty()
                ? Optional.empty()
                : Optional.of(new Deed.Label(label, on));
    }

    private static Optional<Long> number(String text) {
        if (text.isEmpty()) return Optional.of(0L);
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
