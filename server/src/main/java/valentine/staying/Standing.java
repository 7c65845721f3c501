package valentine.staying;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one customer stands at the end of a day.
///
/// @param band by the chance, and cooling at best beyond the customer's own unusual silence
/// @param staying the chance of at least one purchase within the horizon
/// @param stayingBefore the same thirty days earlier, by what was known then; null for who was not known then
/// @param yearlyValue what the customer brings in a year at the own rhythm while active
/// @param atRisk the yearly value, times the chance that nothing comes
/// @param attention whom to attend to first: what is at risk times how sure we are; 0 where nothing is to be done
public record Standing(
        Known known,
        Band band,
        double staying,
        @Nullable Double stayingBefore,
        double expectedOrders,
        double expectedValue,
        double yearlyValue,
        double atRisk,
        double attention,
        List<Reason> reasons) {
    public Standing {
        reasons = List.copyOf(reasons);
    }
}
