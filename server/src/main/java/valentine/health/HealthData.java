package valentine.health;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Copy;
import valentine.customer.CustomerId;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// How people stand with us. Who is forgotten is taken out of the sums of now; how many moved in earlier quarters
/// stays counted.
@Component
class HealthData implements PersonalData {
    // Primary keys, and the indexes on customer of movement and quarter_place.
    private static final String STANDING = """
            SELECT scored_at, as_of, band, staying, staying_before, orders, first_at, last_at, expected_orders,
                   expected_value, yearly_value, at_risk, attention, reasons
            FROM health.standing
            WHERE customer = ANY (:profiles)
            """;
    private static final String FORGET_STANDING = "DELETE FROM health.standing WHERE customer = ANY (:profiles)";
    private static final String MOVEMENTS = """
            SELECT month, way, value FROM health.movement WHERE customer = ANY (:profiles) ORDER BY month, way
            """;
    private static final String FORGET_MOVEMENTS = "DELETE FROM health.movement WHERE customer = ANY (:profiles)";
    private static final String PLACE = """
            SELECT field, staying, fondness, pull, yearly_value, at_risk
            FROM health.place
            WHERE customer = ANY (:profiles)
            """;
    private static final String FORGET_PLACE = "DELETE FROM health.place WHERE customer = ANY (:profiles)";
    private static final String QUARTERS = """
            SELECT day, field FROM health.quarter_place WHERE customer = ANY (:profiles) ORDER BY day
            """;
    private static final String FORGET_QUARTERS = "DELETE FROM health.quarter_place WHERE customer = ANY (:profiles)";
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7130010)";

    private final Holdings holdings;
    private final StandingTable standings;
    private final PlaceTable places;
    private final JdbcClient jdbc;

    HealthData(StandingTable standings, PlaceTable places, JdbcClient jdbc) {
        this.holdings = new Holdings(
                "How they stand with us",
                jdbc,
                List.of(
                        new Holding("standing", STANDING, FORGET_STANDING),
                        new Holding("comings-and-goings", MOVEMENTS, FORGET_MOVEMENTS),
                        new Holding("place-on-the-map", PLACE, FORGET_PLACE),
                        new Holding("earlier-places", QUARTERS, FORGET_QUARTERS)));
        this.standings = standings;
        this.places = places;
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return holdings.part();
    }

    @Override
    public long count(Collection<CustomerId> profiles) {
        return holdings.count(profiles);
    }

    @Override
    public void export(Collection<CustomerId> profiles, Copy copy) {
        holdings.export(profiles, copy);
    }

    @Override
    public long forget(Collection<CustomerId> profiles) {
        jdbc.sql(LOCK).query((_, _) -> true).single();
        long kept = holdings.count(profiles);
        Ledger ledger = new Ledger();
        standings.takeOut(profiles, ledger);
        standings.add(ledger);
        places.takeOut(profiles);
        holdings.forget(profiles);
        return kept;
    }
}
