package valentine.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;
import valentine.health.Report;
import valentine.staying.Reason;

/// How a customer stands, why, and how sure that is.
///
/// @param reasons the strongest first; a weight says by how much the chance would differ without that fact
/// @param check null where there was too little past to check anything on
record StandingAnswer(
        String customer,
        String band,
        double staying,
        @Nullable Double stayingBefore,
        int horizonDays,
        int orders,
        LocalDate firstOrderOn,
        LocalDate lastOrderOn,
        double expectedOrders,
        Sum expectedValue,
        Sum yearlyValue,
        Sum atRisk,
        List<Reason> reasons,
        LocalDate asOf,
        Instant scoredAt,
        Report.@Nullable Check check) {
    StandingAnswer {
        reasons = List.copyOf(reasons);
    }

    static StandingAnswer of(CustomerId customer, Report report) {
        return new StandingAnswer(
                Long.toString(customer.value()),
                report.band().key(),
                report.staying(),
                report.stayingBefore(),
                report.horizonDays(),
                report.orders(),
                report.firstOrder(),
                report.lastOrder(),
                report.expectedOrders(),
                sum(report.expectedValue(), report),
                sum(report.yearlyValue(), report),
                sum(report.atRisk(), report),
                report.reasons(),
                report.asOf(),
                report.scoredAt(),
                report.check());
    }

    private static Sum sum(BigDecimal amount, Report report) {
        return Sum.of(amount, report.currency());
    }
}
