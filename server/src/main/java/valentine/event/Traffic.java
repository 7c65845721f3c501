package valentine.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What came of each source lately, from the counts that were written with it.
@Component
class Traffic {
    private static final int HOURS = 24;
    private static final int DAYS = 14;

    // Ranges of the primary key (source, hour, writer).
    private static final String LAST = """
            SELECT max(last.last_at) AS last_at
            FROM (SELECT last_at FROM event.hour WHERE source = :source ORDER BY hour DESC LIMIT 100) AS last
            """;
    private static final String SINCE = """
            SELECT hour, sum(received) AS received, sum(stored) AS stored, sum(duplicates) AS duplicates,
                   sum(quarantined) AS quarantined
            FROM event.hour
            WHERE source = :source AND hour >= :since
            GROUP BY hour
            """;
    private static final String DAYS_OF = """
            SELECT (hour AT TIME ZONE :zone)::date AS day, sum(received) AS received, sum(stored) AS stored,
                   sum(duplicates) AS duplicates, sum(quarantined) AS quarantined
            FROM event.hour
            WHERE source = :source AND hour >= :since
            GROUP BY day
            ORDER BY day DESC
            """;

    private final JdbcClient jdbc;

    Traffic(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// How many messages came, and what became of them.
    record Counts(long received, long stored, long duplicates, long quarantined) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts and(Counts more) {
            return new Counts(
                    received + more.received,
                    stored + more.stored,
                    duplicates + more.duplicates,
                    quarantined + more.quarantined);
        }

        boolean addsUp() {
            return received == stored + duplicates + quarantined;
        }

        /// In words, to a tenth of a per cent.
        String shareRefused() {
            if (received == 0) return "–";
            double share = 100.0 * quarantined / received;
            if (quarantined == 0) return "0 %";
            return share < 0.1 ? "< 0.1 %" : String.format(java.util.Locale.ROOT, "%.1f %%", share);
        }
    }

    /// The last 24 hours of a source.
    ///
    /// @param hourly how many came in each, the oldest first
    record Lately(@Nullable Instant lastAt, Counts counts, List<Long> hourly) {
        Lately {
            hourly = List.copyOf(hourly);
        }

        /// As points of a line 96 wide and 24 high.
        String line() {
            long most =
                    Math.max(1, hourly.stream().mapToLong(Long::longValue).max().orElse(1));
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < hourly.size(); i++) {
                points.append(i * 96 / Math.max(1, hourly.size() - 1))
                        .append(',')
                        .append(23 - hourly.get(i) * 22 / most)
                        .append(' ');
            }
            return points.toString().strip();
        }
    }

    /// One day of a source, where the firm is.
    record Day(String day, Counts counts) {}

    Lately lately(SourceId source, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
        Map<Instant, Counts> hours = new HashMap<>();
        jdbc.sql(SINCE)
                .param("source", source.value())
                .param("since", first.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    hours.put(row.getObject("hour", OffsetDateTime.class).toInstant(), counts(row));
                });
        List<Long> hourly = new ArrayList<>();
        Counts all = Counts.NONE;
        for (int i = 0; i < HOURS; i++) {
            Counts hour = hours.getOrDefault(first.plus(i, ChronoUnit.HOURS), Counts.NONE);
            hourly.add(hour.received());
            all = all.and(hour);
        }
        return new Lately(last(source), all, hourly);
    }

    /// The last fourteen days on which something came, the newest first.
    List<Day> days(SourceId source, Instant now, java.time.ZoneId zone) {
        return jdbc.sql(DAYS_OF)
                .param("source", source.value())
                .param("zone", zone.getId())
                .param("since", now.minus(DAYS, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Day(row.getString("day"), counts(row)))
                .list();
    }

    private @Nullable Instant last(SourceId source) {
        return jdbc.sql(LAST)
                .param("source", source.value())
                .query((row, _) -> java.util.Optional.ofNullable(row.getObject("last_at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("received"), row.getLong("stored"), row.getLong("duplicates"), row.getLong("quarantined"));
    }
}
