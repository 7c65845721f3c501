package valentine.staying;

import java.util.List;

/// What a customer's history tells beside how often and how lately: what went back, whether orders grow, and what other
/// modules know.
///
/// Arrays are empty where nothing speaks, which stands for nothing but zeros.
final class Signals {
    static final double[] NONE = {};

    /// Which of them is the share of the orders that was followed by a return.
    static final int RETURNED = 0;

    static final int OWN = 2;
    private static final double MOST_GROWTH = 2;

    private Signals() {}

    static double[] of(Past past, List<Signal> more, int customer, int asOf) {
        int orders = 0;
        int returns = 0;
        int paid = 0;
        double total = 0;
        for (int i = past.from(customer); i < past.end(customer) && past.day[i] <= asOf; i++) {
            returns += past.isReturn(i) ? 1 : 0;
            orders += past.isPurchase(i) ? 1 : 0;
            if (isPaid(past, i)) {
                paid++;
                total += past.money[i];
            }
        }
        double[] signals = new double[OWN + more.size()];
        signals[RETURNED] = orders == 0 ? 0 : Math.min(1, (double) returns / orders);
        signals[1] = paid < 2 ? 0 : growth(past, customer, asOf, paid, total / paid);
        boolean speaks = signals[RETURNED] != 0 || signals[1] != 0;
        for (int i = 0; i < more.size(); i++) {
            signals[OWN + i] = more.get(i).at(customer, asOf);
            speaks |= signals[OWN + i] != 0;
        }
        return speaks ? signals : NONE;
    }

    /// The same of a customer to whom nothing ever went back.
    static double[] withoutReturns(double[] signals) {
        if (signals.length == 0) {
            return signals;
        }
        double[] kept = signals.clone();
        kept[RETURNED] = 0;
        return kept;
    }

    /// How the last few orders compare to all, as a logarithm.
    private static double growth(Past past, int customer, int asOf, int paid, double mean) {
        int wanted = Math.min(Known.RECENT, paid - 1);
        int passed = 0;
        double lately = 0;
        for (int i = past.from(customer); i < past.end(customer) && past.day[i] <= asOf; i++) {
            if (isPaid(past, i) && passed++ >= paid - wanted) {
                lately += past.money[i];
            }
        }
        return Math.clamp(Math.log(lately / wanted / mean), -MOST_GROWTH, MOST_GROWTH);
    }

    private static boolean isPaid(Past past, int entry) {
        return past.isPurchase(entry) && past.money[entry] > 0;
    }
}
