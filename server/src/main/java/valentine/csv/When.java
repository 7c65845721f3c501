package valentine.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// When something happened, as exactly as the file says it.
public sealed interface When extends DateRead {
    /// The moment, where local times are those of the firm's zone.
    Instant in(ZoneId zone);

    /// A time on the wall, without a zone.
    record Local(LocalDateTime time) implements When {
        @Override
        public Instant in(ZoneId zone) {
            return time.atZone(zone).toInstant();
        }
    }

    /// A moment that is the same everywhere.
    record Exact(Instant moment) implements When {
        @Override
        public Instant in(ZoneId zone) {
            return moment;
        }
    }
}
