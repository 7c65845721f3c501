package valentine.promise;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Where a page of the ledger ended: the next one begins behind it.
public record Mark(Instant at, long promise) {
    static final Mark FIRST = new Mark(Instant.parse("-4000-01-01T00:00:00Z"), 0);
    static final Mark LAST = new Mark(Instant.parse("+30000-01-01T00:00:00Z"), Long.MAX_VALUE);

    /// As it stands in addresses.
    public String key() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + promise;
    }

    public static Optional<Mark> of(String key) {
        if (!key.matches("-?\\d{1,18}_\\d{1,18}")) return Optional.empty();
        String[] parts = key.split("_", 2);
        Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
        return at.isBefore(FIRST.at) || at.isAfter(LAST.at)
                ? Optional.empty()
                : Optional.of(new Mark(at, Long.parseLong(parts[1])));
    }
}
