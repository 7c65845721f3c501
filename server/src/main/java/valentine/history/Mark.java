package valentine.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Where a page of the timeline ended: the next one begins with what is older.
record Mark(Instant at, long id) {
    /// Older times the database does not know.
    private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");

    /// Before everything: no later time fits into an address.
    static final Mark NEWEST = new Mark(Instant.parse("+30000-01-01T00:00:00Z"), 0);

    /// As it stands in addresses.
    String key() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }

    static Optional<Mark> of(String key) {
        if (!key.matches("-?\\d{1,18}_\\d{1,18}")) {
            return Optional.empty();
        }
        String[] parts = key.split("_", 2);
        Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
        return at.isBefore(EARLIEST) ? Optional.empty() : Optional.of(new Mark(at, Long.parseLong(parts[1])));
    }
}
