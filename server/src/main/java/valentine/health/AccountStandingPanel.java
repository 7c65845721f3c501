package valentine.health;

import gg.jte.Content;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.AccountId;
import valentine.customer.AccountPanel;
import valentine.staying.Band;
import valentine.staying.Words;
import valentine.web.Money;
import valentine.web.Pages;

/// How the contacts of an account stand together, at the head of its page.
@Component
@ConditionalOnWebApplication
class AccountStandingPanel implements AccountPanel {
    private static final int ORDER = 100;

    // Indexes customer_account and standing's primary key. The floor keeps the logarithm finite.
    private static final String TOGETHER = """
            SELECT s.band, count(*) AS contacts, sum(s.orders) AS orders, sum(s.yearly_value) AS yearly_value,
                sum(s.at_risk) AS at_risk, sum(s.expected_orders) AS expected_orders, max(s.staying) AS surest,
                sum(ln(greatest(1 - s.staying, 1e-9))) AS all_leave
            FROM customer.card c JOIN health.standing s ON s.customer = c.customer
            WHERE c.account = :account
            GROUP BY s.band
            """;

    private final RunTable runs;
    private final JdbcClient jdbc;
    private final Pages pages;

    AccountStandingPanel(RunTable runs, JdbcClient jdbc, Pages pages) {
        this.runs = runs;
        this.jdbc = jdbc;
        this.pages = pages;
    }

    /// @param surest the chance that the surest contact buys again: that of the account is no smaller
    /// @param atMost the chance that anybody does if each decides for himself: that of the account is hardly larger
    record Panel(
            List<InBand> bands,
            long contacts,
            long orders,
            String expectedOrders,
            String surest,
            String atMost,
            int horizon,
            Money yearlyValue,
            Money atRisk) {
        Panel {
            bands = List.copyOf(bands);
        }
    }

    record InBand(Band band, long contacts) {}

    private record Row(
            InBand band,
            long orders,
            BigDecimal yearlyValue,
            BigDecimal atRisk,
            double expectedOrders,
            double surest,
            double allLeave) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(AccountId account) {
        List<Row> rows = new ArrayList<>(jdbc.sql(TOGETHER)
                .param("account", account.value())
                .query((row, _) -> row(row))
                .list());
        rows.sort(Comparator.comparing(row -> row.band().band()));
        return rows.isEmpty()
                ? Optional.empty()
                : runs.latest().map(run -> pages.part("health/account-standing", panel(rows, run)));
    }

    private static Panel panel(List<Row> rows, Run run) {
        double surest = rows.stream().mapToDouble(Row::surest).max().orElseThrow();
        double independent =
                -Math.expm1(rows.stream().mapToDouble(Row::allLeave).sum());
        return new Panel(
                rows.stream().map(Row::band).toList(),
                rows.stream().mapToLong(row -> row.band().contacts()).sum(),
                rows.stream().mapToLong(Row::orders).sum(),
                String.format(
                        Locale.ENGLISH,
                        "%,.1f",
                        rows.stream().mapToDouble(Row::expectedOrders).sum()),
                Words.percent(surest),
                Words.percent(Math.max(surest, independent)),
                run.horizon(),
                new Money(sum(rows.stream().map(Row::yearlyValue).toList()), run.currency()),
                new Money(sum(rows.stream().map(Row::atRisk).toList()), run.currency()));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new InBand(Band.valueOf(row.getString("band").toUpperCase(Locale.ROOT)), row.getLong("contacts")),
                row.getLong("orders"),
                row.getBigDecimal("yearly_value"),
                row.getBigDecimal("at_risk"),
                row.getDouble("expected_orders"),
                row.getDouble("surest"),
                row.getDouble("all_leave"));
    }
}
