package valentine.staying;

import java.util.List;

/// What was known of one customer at the end of a day.
///
/// @param orders days with a purchase
/// @param money all that was paid, less what went back
/// @param repeatMoney the same without what came before and on the first day
/// @param recentOrders the last orders, three at most, of which `recentReturns` were followed by a return
/// @param signals what else speaks of the customer, as numbers that only learned candidates read; empty for nothing
public record Known(
        int orders,
        int first,
        int last,
        double money,
        double repeatMoney,
        int recentOrders,
        int recentReturns,
        List<Double> signals) {
    static final int RECENT = 3;

    public Known {
        signals = List.copyOf(signals);
    }

    /// The first purchase makes a customer; only those after it are repeats.
    int frequency() {
        return orders - 1;
    }

    int recency() {
        return last - first;
    }
}
