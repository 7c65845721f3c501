package valentine.csv;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// When something happened, as exactly as the file says it.
public sealed interface When extends DateRead {
    /// The moment, where local times are those of the firm's zone.
    Instant in(ZoneId zone);

    /// The day, where moments are those of the firm's zone.
    LocalDate day(ZoneId zone);

    /// A time on the wall, without a zone.
    record Local(LocalDateTime time) implements When {
        @Override
        public Instant in(ZoneId zone) {
            return time.atZone(zone).toInstant();
        }

        @Override
        public LocalDate day(ZoneId zone) {
            return time.toLocalDate();
        }
    }

    /// A moment that is the same everywhere.
    record Exact(Instant moment) implements When {
        @Override
        public Instant in(ZoneId zone) {
            return moment;
        }

        @Override
        public LocalDate day(ZoneId zone) {
            return LocalDate.ofInstant(moment, zone);
        }
    }
}
