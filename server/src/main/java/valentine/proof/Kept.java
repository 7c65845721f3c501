package valentine.proof;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import valentine.backtest.TrackRecord;
import valentine.team.Firm;

/// A track record as it was worked out once.
///
/// @param oneIn of how many customers one was looked at
record Kept(
        long id,
        int horizon,
        String zone,
        String currency,
        Instant finishedAt,
        long millis,
        int oneIn,
        TrackRecord record) {

    @Nullable
    LocalDate cut() {
        return record.cuts().isEmpty() ? null : record.cuts().getLast().day();
    }

    boolean fits(Firm firm) {
        return horizon == firm.horizonDays()
                && zone.equals(firm.zone().getId())
                && currency.equals(firm.currency().getCurrencyCode());
    }
}
