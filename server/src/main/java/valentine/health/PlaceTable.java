package valentine.health;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;

/// Where everybody stands on the loyalty map, and its cells; every method that writes belongs into the caller's
/// transaction.
@Repository
class PlaceTable {
    private static final String PLACES = """
            SELECT s.customer,
                CASE WHEN f.chance IS NULL THEN 'unknown'
                     WHEN s.staying >= 0.5 THEN CASE WHEN f.chance >= 0.5 THEN 'in_love' ELSE 'habit' END
                     ELSE CASE WHEN f.chance >= 0.5 THEN 'secret_admirer' ELSE 'parting' END END,
                s.staying, f.chance, coalesce(f.pull, 1), s.yearly_value, s.at_risk
            FROM health.standing s LEFT JOIN fondness.standing f ON f.customer = s.customer
            """;
    private static final String COLUMNS = "(customer, field, staying, fondness, pull, yearly_value, at_risk)";
    private static final String BEGIN = "SELECT health.begin_places()";
    private static final String PUBLISH = "SELECT health.publish_places()";
    private static final String PLACE_ALL = "INSERT INTO health.place_next " + COLUMNS + " " + PLACES;

    // What changed, summed up by cell; a change of the sign takes it out.
    private static final String INTO_CELLS = """
            INSERT INTO health.map_cell AS c
                (staying, fondness, customers, yearly_value, at_risk, loving, variance, slope)
            SELECT least(floor(p.staying * 10), 9)::int AS staying_cell,
                CASE WHEN p.fondness IS NULL THEN -1 ELSE least(floor(p.fondness * 10), 9)::int END AS fondness_cell,
                %1$s count(*), %1$s sum(p.yearly_value), %1$s sum(p.at_risk),
                %1$s sum(coalesce(p.staying * p.fondness, 0)),
                %1$s sum(coalesce(p.staying * p.fondness * (1 - p.staying * p.fondness), 0)),
                %1$s sum(CASE WHEN p.fondness IS NULL THEN 0 ELSE p.staying * p.pull END)
            FROM changed p
            GROUP BY staying_cell, fondness_cell
            ON CONFLICT (staying, fondness) DO UPDATE SET customers = c.customers + excluded.customers,
                yearly_value = c.yearly_value + excluded.yearly_value, at_risk = c.at_risk + excluded.at_risk,
                loving = c.loving + excluded.loving, variance = c.variance + excluded.variance,
                slope = c.slope + excluded.slope
            """;
    private static final String CLEAR_CELLS = "DELETE FROM health.map_cell";
    private static final String ALL_INTO_CELLS =
            "WITH changed AS (SELECT staying, fondness, pull, yearly_value, at_risk FROM health.place) "
                    + INTO_CELLS.formatted("");
    // Primary keys.
    private static final String TAKE_OUT = """
            WITH changed AS (
                DELETE FROM health.place WHERE customer = ANY (:customers)
                RETURNING staying, fondness, pull, yearly_value, at_risk)
            """ + INTO_CELLS.formatted("-");
    private static final String PUT_IN = "WITH changed AS (INSERT INTO health.place " + COLUMNS + " " + PLACES
            + "WHERE s.customer = ANY (:customers) RETURNING staying, fondness, pull, yearly_value, at_risk) "
            + INTO_CELLS.formatted("");

    private static final String REACHED = "SELECT run, learning, tx::text AS tx FROM health.map_follower";
    private static final String MOVE = """
            INSERT INTO health.map_follower (run, learning, tx) VALUES (:run, :learning, :tx::xid8)
            ON CONFLICT (one) DO UPDATE SET run = excluded.run, learning = excluded.learning, tx = excluded.tx
            """;
    // Index standing_tx of fondness.
    private static final String CHANGED = """
            SELECT customer
            FROM fondness.standing
            WHERE tx >= :from::xid8 AND tx < :until::xid8
            LIMIT :limit
            """;
    private static final String CELLS = """
            SELECT staying, fondness, customers, yearly_value, at_risk, loving, variance, slope
            FROM health.map_cell
            WHERE customers > 0
            ORDER BY customers DESC, staying, fondness
            """;

    private final JdbcClient jdbc;

    PlaceTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param run the scoring and `learning` the learning of fondness that the map was last drawn of
    record Reached(long run, long learning, String tx) {
        boolean isOf(Reached other) {
            return run == other.run && learning == other.learning;
        }
    }

    Optional<Reached> reached() {
        return jdbc.sql(REACHED)
                .query((row, _) -> new Reached(row.getLong("run"), row.getLong("learning"), row.getString("tx")))
                .optional();
    }

    void moveTo(Reached place) {
        jdbc.sql(MOVE)
                .param("run", place.run())
                .param("learning", place.learning())
                .param("tx", place.tx())
                .update();
    }

    /// Whose fondness was told anew between these transactions.
    List<CustomerId> changed(String from, String until, int limit) {
        return jdbc.sql(CHANGED)
                .param("from", from)
                .param("until", until)
                .param("limit", limit)
                .query((row, _) -> new CustomerId(row.getLong("customer")))
                .list();
    }

    void everybody() {
        jdbc.sql(BEGIN).query((_, _) -> true).single();
        jdbc.sql(PLACE_ALL).update();
        jdbc.sql(PUBLISH).query((_, _) -> true).single();
        jdbc.sql(CLEAR_CELLS).update();
        jdbc.sql(ALL_INTO_CELLS).update();
    }

    void some(Collection<CustomerId> customers) {
        takeOut(customers);
        jdbc.sql(PUT_IN)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
    }

    /// Forgets where these stand and takes it out of the cells.
    void takeOut(Collection<CustomerId> customers) {
        jdbc.sql(TAKE_OUT)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .update();
    }

    List<MapCell> cells() {
        return jdbc.sql(CELLS)
                .query((row, _) -> new MapCell(
                        row.getInt("staying"),
                        fondness(row.getInt("fondness")),
                        row.getLong("customers"),
                        row.getBigDecimal("yearly_value"),
                        row.getBigDecimal("at_risk"),
                        row.getDouble("loving"),
                        row.getDouble("variance"),
                        row.getDouble("slope")))
                .list();
    }

    private static @Nullable Integer fondness(int cell) {
        return cell < 0 ? null : cell;
    }
}
