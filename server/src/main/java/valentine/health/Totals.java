package valentine.health;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.staying.Band;
import valentine.staying.Movement;

/// The sums that the front page shows.
@Repository
class Totals {
    private static final String BANDS = """
            SELECT band, customers, at_risk
            FROM health.total
            """;
    private static final String PAIL = """
            SELECT month, way, customers, value
            FROM health.pail
            WHERE month >= :from AND customers > 0
            """;
    private static final String ANY_ORDER = "SELECT EXISTS (SELECT FROM history.purchase)";

    private final JdbcClient jdbc;

    Totals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record OfBand(Band band, long customers, BigDecimal atRisk) {}

    record OfFlow(LocalDate month, Movement.Way way, long customers, BigDecimal value) {}

    List<OfBand> bands() {
        return jdbc.sql(BANDS)
                .query((row, _) -> new OfBand(
                        Band.valueOf(row.getString("band").toUpperCase(Locale.ROOT)),
                        row.getLong("customers"),
                        row.getBigDecimal("at_risk")))
                .list();
    }

    List<OfFlow> pail(LocalDate from) {
        return jdbc.sql(PAIL)
                .param("from", from)
                .query((row, _) -> new OfFlow(
                        row.getDate("month").toLocalDate(),
                        Movement.Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                        row.getLong("customers"),
                        row.getBigDecimal("value")))
                .list();
    }

    boolean anyOrder() {
        return jdbc.sql(ANY_ORDER).query((row, _) -> row.getBoolean(1)).single();
    }
}
