package valentine.team;

import java.time.ZoneId;
import java.util.Currency;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

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

    Firms(JdbcClient jdbc, ApplicationEventPublisher events) {
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
    public void change(Firm firm) {
        Firm before = ours();
        jdbc.sql(WRITE)
                .param("name", firm.name())
                .param("currency", firm.currency().getCurrencyCode())
                .param("zone", firm.zone().getId())
                .param("horizon", firm.horizonDays())
                .update();
        if (!before.equals(firm)) {
            events.publishEvent(new FirmChanged(before, firm));
        }
    }
}
