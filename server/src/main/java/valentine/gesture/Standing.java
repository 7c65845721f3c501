package valentine.gesture;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// How somebody stands who needs attention.
///
/// @param reason what speaks most against staying, if health gives any reason
/// @param attendedAt when we last did something for them from this page
record Standing(
        CustomerId customer,
        String name,
        @Nullable String account,
        int orders,
        BigDecimal yearlyValue,
        BigDecimal atRisk,
        double attention,
        @Nullable String reason,
        @Nullable Instant attendedAt) {

    /// How much of the yearly value is at stake, in percent.
    long stake() {
        return percent(atRisk.doubleValue(), yearlyValue.doubleValue());
    }

    /// How sure we are, in percent.
    long sureness() {
        return percent(attention, atRisk.doubleValue());
    }

    private static long percent(double part, double whole) {
        return whole <= 0 ? 0 : Math.round(Math.clamp(part / whole, 0, 1) * 100);
    }
}
