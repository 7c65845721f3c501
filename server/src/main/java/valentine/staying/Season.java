package valentine.staying;

import org.jspecify.annotations.Nullable;

/// Last year's same season as a forecast: whoever bought then is told the share of such customers who bought again.
///
/// A line to compare with. Customers who were not yet known a year before stand apart. The shares are those of the
/// latest
/// horizon that was over by the day.
final class Season {
    private static final int YEAR = 365;
    private static final int KINDS = 3;

    private Season() {}

    /// Null where the past does not reach back far enough.
    static double @Nullable [] chances(Past past, Snapshot then, int horizon) {
        int learned = then.day - horizon;
        if (learned - YEAR <= past.firstDay()) {
            return null;
        }
        Snapshot earlier = Snapshot.of(past, learned);
        boolean[] came = earlier.came(past, then.day);
        double[] size = new double[KINDS];
        double[] bought = new double[KINDS];
        for (int i = 0; i < came.length; i++) {
            int kind = kind(past, earlier, i, horizon);
            size[kind]++;
            bought[kind] += came[i] ? 1 : 0;
        }
        double all = (bought[0] + bought[1] + bought[2] + 0.5) / (came.length + 1);
        double[] chances = new double[then.size()];
        for (int i = 0; i < chances.length; i++) {
            int kind = kind(past, then, i, horizon);
            chances[i] = (bought[kind] + all) / (size[kind] + 1);
        }
        return chances;
    }

    /// 0 bought in the same days a year before, 1 did not, 2 was not known then.
    private static int kind(Past past, Snapshot snapshot, int i, int horizon) {
        int from = snapshot.day - YEAR;
        int until = Math.min(from + horizon, snapshot.day);
        if (snapshot.day - snapshot.age[i] > from) {
            return 2;
        }
        int customer = snapshot.customer[i];
        for (int e = past.from(customer); e < past.end(customer) && past.day[e] <= until; e++) {
            if (past.day[e] > from && past.isPurchase(e)) {
                return 0;
            }
        }
        return 1;
    }
}
