package valentine.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.team.Firms;

/// Which time it may be where a customer is: as he or his country says, else as it is where we are.
@Component
class Zones {
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    // The primary key of customers.
    private static final String SAID = """
            SELECT coalesce(traits ->> 'timezone', traits ->> 'time_zone', traits ->> 'timeZone') AS zone,
                   coalesce(traits ->> 'country', traits ->> 'country_code', traits #>> '{address,country}') AS country
            FROM customer.person WHERE customer = :head
            """;

    private final JdbcClient jdbc;
    private final Firms firms;
    private final Map<String, List<ZoneId>> byCountry = read();

    Zones(JdbcClient jdbc, Firms firms) {
        this.jdbc = jdbc;
        this.firms = firms;
    }

    private record Said(@Nullable String zone, @Nullable String country) {}

    List<ZoneId> of(CustomerId head) {
        Said said = jdbc.sql(SAID)
                .param("head", head.value())
                .query((row, _) -> new Said(row.getString("zone"), row.getString("country")))
                .optional()
                .orElse(new Said(null, null));
        return zone(said.zone())
                .map(List::of)
                .or(() -> country(said.country()))
                .orElseGet(() -> List.of(firms.ours().zone()));
    }

    /// The first moment from this one that is quiet nowhere where he may be. Of a country that spans so many hours that
    /// there is none, our own hours count.
    Instant awake(Instant from, List<ZoneId> zones, Manners manners) {
        Instant at = from;
        while (!at.isAfter(from.plus(LONGEST_WAIT))) {
            Instant end = at;
            for (ZoneId zone : zones) {
                Instant until = quietUntil(at, zone, manners);
                if (until.isAfter(end)) end = until;
            }
            if (end.equals(at)) return at;
            at = end;
        }
        return quietUntil(from, firms.ours().zone(), manners);
    }

    private static Instant quietUntil(Instant at, ZoneId zone, Manners manners) {
        ZonedDateTime local = at.atZone(zone);
        if (!manners.isQuiet(local.toLocalTime())) return at;
        LocalTime until = manners.quietUntil();
        ZonedDateTime end = local.with(until);
        if (!end.isAfter(local)) end = local.plusDays(1).with(until);
        // An hour that a clock leaps over: the day begins after it.
        return end.toInstant().isAfter(at) ? end.toInstant() : at.plus(Duration.ofHours(1));
    }

    private static Optional<ZoneId> zone(@Nullable String said) {
        if (said == null || said.isBlank()) return Optional.empty();
        try {
            return Optional.of(ZoneId.of(said.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<List<ZoneId>> country(@Nullable String said) {
        return said == null
                ? Optional.empty()
                : Optional.ofNullable(byCountry.get(said.strip().toLowerCase(Locale.ROOT)));
    }

    /// By code and by English name.
    private static Map<String, List<ZoneId>> read() {
        Map<String, List<ZoneId>> zones = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Zones.class.getResourceAsStream("zones.txt")), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                List<ZoneId> all = Arrays.stream(words).skip(1).map(ZoneId::of).toList();
                Locale country = Locale.of("", words[0]);
                zones.put(words[0].toLowerCase(Locale.ROOT), all);
                zones.put(country.getISO3Country().toLowerCase(Locale.ROOT), all);
                zones.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), all);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zones;
    }
}
