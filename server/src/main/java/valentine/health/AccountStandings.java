package valentine.health;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import valentine.customer.AccountId;
import valentine.staying.Band;

/// How the contacts of an account stand together.
@Service
public class AccountStandings {
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

    AccountStandings(RunTable runs, JdbcClient jdbc) {
        this.runs = runs;
        this.jdbc = jdbc;
    }

    /// Those of the contacts who ordered, taken together.
    ///
    /// @param surest the chance that the surest contact buys again: that of the account is no smaller
    /// @param atMost the chance that anybody does if each decides for himself: that of the account is hardly larger
    /// @param horizonDays within which
    public record Together(
            List<InBand> bands,
            long contacts,
            long orders,
            double expectedOrders,
            double surest,
            double atMost,
            int horizonDays,
            BigDecimal yearlyValue,
            BigDecimal atRisk,
            String currency) {
        public Together {
            bands = List.copyOf(bands);
        }
    }

    /// How many contacts stand in a band.
    public record InBand(Band band, long contacts) {}

    private record Row(
            InBand band,
            long orders,
            BigDecimal yearlyValue,
            BigDecimal atRisk,
            double expectedOrders,
            double surest,
            double allLeave) {}

    /// Empty while nobody of the account is scored.
    public Optional<Together> of(AccountId account) {
        List<Row> rows = new ArrayList<>(jdbc.sql(TOGETHER)
                .param("account", account.value())
                .query((row, _) -> row(row))
                .list());
        rows.sort(Comparator.comparing(row -> row.band().band()));
        return rows.isEmpty() ? Optional.empty() : runs.latest().map(run -> together(rows, run));
    }

    private static Together together(List<Row> rows, Run run) {
        double surest = rows.stream().mapToDouble(Row::surest).max().orElseThrow();
        double independent =
                -Math.expm1(rows.stream().mapToDouble(Row::allLeave).sum());
        return new Together(
                rows.stream().map(Row::band).toList(),
                rows.stream().mapToLong(row -> row.band().contacts()).sum(),
                rows.stream().mapToLong(Row::orders).sum(),
                rows.stream().mapToDouble(Row::expectedOrders).sum(),
                surest,
                Math.max(surest, independent),
                run.horizon(),
                sum(rows.stream().map(Row::yearlyValue).toList()),
                sum(rows.stream().map(Row::atRisk).toList()),
                run.currency());
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
