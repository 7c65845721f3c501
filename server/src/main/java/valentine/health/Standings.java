package valentine.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.models.Calibration;
import valentine.staying.Band;
import valentine.staying.Proof;
import valentine.staying.Reason;

/// How each customer stands, to be read by others.
@Service
public class Standings {
    // Primary key.
    private static final String STANDING = """
            SELECT scored_at, as_of, band, staying, staying_before, orders, first_at, last_at, expected_orders,
                   expected_value, yearly_value, at_risk, reasons
            FROM health.standing
            WHERE customer = :customer
            """;

    private final RunTable runs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Standings(RunTable runs, JdbcClient jdbc, JsonMapper json) {
        this.runs = runs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Empty for who never ordered, and before everybody was scored for the first time.
    public Optional<Report> report(CustomerId customer) {
        return runs.latest()
                .flatMap(run -> jdbc.sql(STANDING)
                        .param("customer", customer.value())
                        .query((row, _) -> report(row, run))
                        .optional());
    }

    private Report report(ResultSet row, Run run) throws SQLException {
        double staying = row.getDouble("staying");
        return new Report(
                Band.valueOf(row.getString("band").toUpperCase(Locale.ROOT)),
                staying,
                row.getObject("staying_before", Double.class),
                run.horizon(),
                row.getInt("orders"),
                row.getObject("first_at", LocalDate.class),
                row.getObject("last_at", LocalDate.class),
                row.getDouble("expected_orders"),
                row.getBigDecimal("expected_value"),
                row.getBigDecimal("yearly_value"),
                row.getBigDecimal("at_risk"),
                run.currency(),
                List.of(json.readValue(row.getString("reasons"), Reason[].class)),
                row.getObject("as_of", LocalDate.class),
                row.getObject("scored_at", OffsetDateTime.class).toInstant(),
                check(run.proof(), staying));
    }

    private static Report.@Nullable Check check(@Nullable Proof proof, double staying) {
        if (proof == null) {
            return null;
        }
        Comparator<Calibration.Bin> nearest = Comparator.comparingDouble(bin -> Math.abs(bin.predicted() - staying));
        return proof.calibration().bins().stream()
                .min(nearest)
                .map(bin -> new Report.Check(
                        LocalDate.ofEpochDay(proof.cut()),
                        proof.customers(),
                        bin.observed().total(),
                        bin.observed().value(),
                        bin.observed().low(),
                        bin.observed().high()))
                .orElse(null);
    }
}
