package valentine.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole life of one customer with the shop: what the files tell and what only the truth file tells.
record Biography(Person person, List<Purchase> purchases, List<Happening> happenings, Truth truth) {
    /// What no firm can see: the real rhythm, the day of leaving (none while still a customer) and the real fondness.
    record Truth(
            String segment, double ratePerYear, @Nullable Long leftDay, double meanSpend, double fondness) {
        Truth {
            if (fondness < 0 || fondness > 1) throw new IllegalArgumentException("Fondness is a probability");
        }
    }

    Biography {
        purchases = List.copyOf(purchases);
        happenings = List.copyOf(happenings);
    }
}
