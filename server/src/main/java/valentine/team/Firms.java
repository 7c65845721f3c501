package valentine.team;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// The one firm that this Valentine serves.
@Service
public class Firms {
    private static final String READ = """
            SELECT name, currency, zone, horizon_days
            FROM team.firm
            """;
    private static final String WRITE = """
            UPDATE team.firm
            SET name = :name, currency = :currency, zone = :zone, horizon_days = :horizon
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    private final Audit audit;

    Firms(JdbcClient jdbc, ApplicationEventPublisher events, Audit audit) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.events = events;
    }

    public Firm ours() {
        return jdbc.sql(READ)
                .query((row, _) -> new Firm(
                        row.getString("name"),
                        Currency.getInstance(row.getString("currency")),
                        ZoneId.of(row.getString("zone")),
                        row.getInt("horizon_days")))
                .single();
    }

    @Transactional
    public void change(Firm firm, Actor by) {
        Firm before = ours();
        jdbc.sql(WRITE)
                .param("name", firm.name())
                .param("currency", firm.currency().getCurrencyCode())
                .param("zone", firm.zone().getId())
                .param("horizon", firm.horizonDays())
                .update();
        if (!before.equals(firm)) {
            audit.record(by, "settings changed", "firm", Map.of());
            events.publishEvent(new FirmChanged(before, firm));
        }
    }

    /// What is wrong with the firm's name, currency or zone, in words.
    public static Optional<String> problemOf(String name, String currency, String zone) {
        if (name.isBlank() || name.strip().length() > 80) {
            return Optional.of("Tell us the name of your firm, in at most 80 characters.");
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            return Optional.of("Choose a currency from the list.");
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return Optional.of("Choose a time zone from the list.");
        }
        return Optional.empty();
    }

    /// The currencies that people pay with.
    public static List<String> currencies() {
        // Only what some country pays with today.
        return Arrays.stream(Locale.getISOCountries())
                .map(country -> Currency.getInstance(Locale.of("", country)))
                .filter(Objects::nonNull)
                .map(Currency::getCurrencyCode)
                .distinct()
                .sorted()
                .toList();
    }

    /// The zones that people choose from, and the one that is chosen already.
    public static List<String> zones(String chosen) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> (zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
                        || zone.equals("UTC")
                        || zone.equals(chosen))
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
