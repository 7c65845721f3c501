package valentine.health;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.staying.Band;
import valentine.staying.Reason;

/// How a customer stands: the chance to stay, what hangs on it, why, and how sure that is.
///
/// @param staying the chance of at least one order within the horizon
/// @param stayingBefore the same thirty days earlier; null for who was not known then
/// @param currency of every amount
/// @param asOf the day until which the history was looked at
/// @param check null where there was too little past to check anything on
public record Report(
        Band band,
        double staying,
        @Nullable Double stayingBefore,
        int horizonDays,
        int orders,
        LocalDate firstOrder,
        LocalDate lastOrder,
        double expectedOrders,
        BigDecimal expectedValue,
        BigDecimal yearlyValue,
        BigDecimal atRisk,
        String currency,
        List<Reason> reasons,
        LocalDate asOf,
        Instant scoredAt,
        @Nullable Check check) {
    public Report {
        reasons = List.copyOf(reasons);
    }

    /// What came, on the firm's own past, of customers who were given about the same chance.
    ///
    /// @param on the earlier day from which the look ahead was taken
    /// @param customers how many customers the whole check had
    /// @param alike how many of them were given about this chance
    /// @param came the share of those who did order, with its 95 % interval from low to high
    public record Check(LocalDate on, int customers, long alike, double came, double low, double high) {}
}
