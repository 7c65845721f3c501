package valentine.health;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A tenth by a tenth of the loyalty map.
///
/// @param staying from 0 to 9
/// @param fondness from 0 to 9; null for those of whom nothing is known
/// @param loving sum of the chances to stay and be fond, with its variance and how far it moves with the firm's mean
record MapCell(
        int staying,
        @Nullable Integer fondness,
        long customers,
        BigDecimal yearlyValue,
        BigDecimal atRisk,
        double loving,
        double variance,
        double slope) {
    private static final double CELLS = 10;

    LoyaltyField field() {
        return fondness == null
                ? LoyaltyField.UNKNOWN
                : LoyaltyField.of(staying / CELLS + 0.05, fondness / CELLS + 0.05);
    }
}
