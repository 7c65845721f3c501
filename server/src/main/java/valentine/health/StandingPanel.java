package valentine.health;

import gg.jte.Content;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.staying.Band;
import valentine.staying.Reason;
import valentine.staying.Words;
import valentine.web.Money;
import valentine.web.Pages;

/// How a customer stands, and why, at the head of the customer's page.
@Component
@ConditionalOnWebApplication
class StandingPanel implements CustomerPanel {
    private static final int ORDER = 100;

    // Primary key.
    private static final String STANDING = """
            SELECT band, staying, staying_before, orders, expected_orders, yearly_value, at_risk, reasons
            FROM health.standing
            WHERE customer = :customer
            """;

    private final RunTable runs;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Pages pages;

    StandingPanel(RunTable runs, JdbcClient jdbc, JsonMapper json, Pages pages) {
        this.runs = runs;
        this.jdbc = jdbc;
        this.json = json;
        this.pages = pages;
    }

    /// @param before the chance thirty days ago, where the change is more than noise
    record Panel(
            Band band,
            String staying,
            @Nullable String before,
            boolean rising,
            int orders,
            int horizon,
            Money yearlyValue,
            Money atRisk,
            List<Why> reasons,
            String basis) {
        Panel {
            reasons = List.copyOf(reasons);
        }
    }

    /// @param weight in points of the chance: "+12 points"
    record Why(String label, String weight) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        return runs.latest()
                .flatMap(run -> jdbc.sql(STANDING)
                        .param("customer", customer.value())
                        .query((row, _) -> panel(row, run))
                        .optional()
                        .map(panel -> pages.part("health/standing", panel)));
    }

    private Panel panel(ResultSet row, Run run) throws SQLException {
        double staying = row.getDouble("staying");
        double before = row.getDouble("staying_before");
        boolean changed =
                !row.wasNull() && Math.abs(staying - before) > run.outlook().noise();
        Reason[] reasons = json.readValue(row.getString("reasons"), Reason[].class);
        return new Panel(
                Band.valueOf(row.getString("band").toUpperCase(Locale.ROOT)),
                Words.percent(staying),
                changed ? Words.percent(before) : null,
                staying > before,
                row.getInt("orders"),
                run.horizon(),
                money(row.getBigDecimal("yearly_value"), run),
                money(row.getBigDecimal("at_risk"), run),
                List.of(reasons).stream().map(StandingPanel::why).toList(),
                basis(run));
    }

    private static Money money(BigDecimal amount, Run run) {
        return new Money(amount, run.currency());
    }

    private static Why why(Reason reason) {
        long points = Math.round(100 * reason.weight());
        return new Why(
                reason.label(),
                points == 0 ? "" : (points > 0 ? "+" : "−") + Words.of(Math.abs(points), "point", "points"));
    }

    private static String basis(Run run) {
        var proof = run.proof();
        return proof == null
                ? "Not checked on your own past yet: there is too little of it."
                : "Checked on your own past with " + Words.of(proof.customers(), "customer", "customers") + ".";
    }
}
