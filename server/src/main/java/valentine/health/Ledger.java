package valentine.health;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import valentine.staying.Band;
import valentine.staying.Movement;

/// Sums over customers: by band, and by month and way. Amounts may be taken away again.
final class Ledger {
    /// A number of customers and money.
    static final class Sum {
        private long customers;
        private BigDecimal yearly = BigDecimal.ZERO;
        private BigDecimal atRisk = BigDecimal.ZERO;

        private void add(int sign, BigDecimal moreYearly, BigDecimal moreAtRisk) {
            customers += sign;
            yearly = sign > 0 ? yearly.add(moreYearly) : yearly.subtract(moreYearly);
            atRisk = sign > 0 ? atRisk.add(moreAtRisk) : atRisk.subtract(moreAtRisk);
        }

        long customers() {
            return customers;
        }

        BigDecimal yearly() {
            return yearly;
        }

        BigDecimal atRisk() {
            return atRisk;
        }
    }

    /// A month of the pail and a way.
    record Flow(LocalDate month, Movement.Way way) {}

    final Map<Band, Sum> bands = new EnumMap<>(Band.class);
    final Map<Flow, Sum> flows = new HashMap<>();

    Ledger() {
        for (Band band : Band.values()) {
            bands.put(band, new Sum());
        }
    }

    void stands(int sign, Band band, BigDecimal yearly, BigDecimal atRisk) {
        bands.computeIfAbsent(band, _ -> new Sum()).add(sign, yearly, atRisk);
    }

    void moved(int sign, Flow flow, BigDecimal value) {
        flows.computeIfAbsent(flow, _ -> new Sum()).add(sign, value, BigDecimal.ZERO);
    }

    /// Money to the cent, as it is kept.
    static BigDecimal cents(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}
