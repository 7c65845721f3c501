package valentine.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.staying.Outlook;
import valentine.staying.Proof;
import valentine.team.Firm;

/// One scoring of everybody: by which settings, what was learned, and how well that did on the past.
///
/// @param proof null where nothing could be checked; the notes say why
record Run(
        long id,
        LocalDate asOf,
        int horizon,
        String zone,
        String currency,
        Instant finishedAt,
        Outlook outlook,
        @Nullable Proof proof,
        List<String> notes) {
    /// After so many days without any purchase of anybody, a history has ended rather than everybody left.
    static final int ENDED_AFTER = 30;

    Run {
        notes = List.copyOf(notes);
    }

    boolean fits(Firm firm) {
        return horizon == firm.horizonDays()
                && zone.equals(firm.zone().getId())
                && currency.equals(firm.currency().getCurrencyCode());
    }

    /// The day whose end we stand at: today, or the last day of a history that has ended.
    static LocalDate asOf(LocalDate today, LocalDate last) {
        return last.isBefore(today.minusDays(ENDED_AFTER)) ? last : today;
    }
}
