package valentine.proof;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import valentine.team.Firm;

/// A track record that was worked out once, without what it says.
///
/// @param cut the latest day gone back to, whose forecasts are kept; null where nothing could be measured
/// @param ahead how many days it looked ahead
/// @param oneIn of how many customers one was looked at
record Kept(
        long id,
        int horizon,
        String zone,
        String currency,
        Instant finishedAt,
        long millis,
        @Nullable LocalDate cut,
        int ahead,
        int oneIn) {
    boolean fits(Firm firm) {
        return horizon == firm.horizonDays()
                && zone.equals(firm.zone().getId())
                && currency.equals(firm.currency().getCurrencyCode());
    }
}
