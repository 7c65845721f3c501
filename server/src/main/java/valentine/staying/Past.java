package valentine.staying;

import java.util.Arrays;
import java.util.List;

/// Everybody's purchases and returns, by customer and day, in bare arrays.
///
/// What a customer buys on one day is one occasion. Returns reduce money and are no occasion.
public final class Past {
    static final int PURCHASE = 1;
    static final int RETURN = 2;

    private final int[] start;
    final int[] day;
    final double[] money;
    private final byte[] kind;

    private final List<Signal> more;

    Past(int[] start, int[] day, double[] money, byte[] kind) {
        this(start, day, money, kind, List.of());
    }

    private Past(int[] start, int[] day, double[] money, byte[] kind, List<Signal> more) {
        this.more = List.copyOf(more);
        this.start = start;
        this.day = day;
        this.money = money;
        this.kind = kind;
    }

    /// Gathers purchases in any order; it takes the least time and memory when they come by customer and day.
    public static final class Gathering {
        private int[] customer = new int[1024];
        private int[] day = new int[1024];
        private double[] money = new double[1024];
        private byte[] kind = new byte[1024];
        private int size;
        private int customers;
        private boolean sorted = true;

        /// Adds a purchase (or, else, a return) of the customer with this index on this day, counted from 1970.
        public void add(int who, int onDay, double amount, boolean purchase) {
            byte as = (byte) (purchase ? PURCHASE : RETURN);
            int last = size - 1;
            if (last >= 0 && customer[last] == who && day[last] == onDay) {
                money[last] += amount;
                kind[last] |= as;
                return;
            }
            sorted &= last < 0 || customer[last] < who || (customer[last] == who && day[last] < onDay);
            if (size == day.length) {
                grow();
            }
            customer[size] = who;
            day[size] = onDay;
            money[size] = amount;
            kind[size++] = as;
            customers = Math.max(customers, who + 1);
        }

        public Past past() {
            int[] order = sorted ? null : order();
            int[] start = new int[customers + 1];
            int[] days = order == null ? day : new int[size];
            double[] amounts = order == null ? money : new double[size];
            byte[] kinds = order == null ? kind : new byte[size];
            int kept = 0;
            int current = 0;
            for (int i = 0; i < size; i++) {
                int from = order == null ? i : order[i];
                while (current < customer[from]) {
                    start[++current] = kept;
                }
                if (kept > start[current] && days[kept - 1] == day[from]) {
                    amounts[kept - 1] += money[from];
                    kinds[kept - 1] |= kind[from];
                } else {
                    days[kept] = day[from];
                    amounts[kept] = money[from];
                    kinds[kept++] = kind[from];
                }
            }
            while (current < customers) {
                start[++current] = kept;
            }
            return new Past(start, days, amounts, kinds, List.of());
        }

        /// By customer, then day, then as they came.
        private int[] order() {
            int[] next = new int[customers + 1];
            for (int i = 0; i < size; i++) {
                next[customer[i] + 1]++;
            }
            for (int i = 0; i < customers; i++) {
                next[i + 1] += next[i];
            }
            int[] ends = Arrays.copyOfRange(next, 1, customers + 1);
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                order[next[customer[i]]++] = i;
            }
            int from = 0;
            for (int end : ends) {
                sortByDay(order, from, end);
                from = end;
            }
            return order;
        }

        private void sortByDay(int[] order, int from, int end) {
            long[] keys = new long[end - from];
            for (int i = from; i < end; i++) {
                keys[i - from] = ((long) day[order[i]] << 32) | order[i];
            }
            Arrays.sort(keys);
            for (int i = from; i < end; i++) {
                order[i] = (int) keys[i - from];
            }
        }

        private void grow() {
            int more = size + (size >> 1);
            customer = Arrays.copyOf(customer, more);
            day = Arrays.copyOf(day, more);
            money = Arrays.copyOf(money, more);
            kind = Arrays.copyOf(kind, more);
        }
    }

    /// Every so many-th customer only: the one with index i is the one with index i × step here.
    public Past every(int step) {
        Gathering some = new Gathering();
        for (int customer = 0; customer < customers(); customer += step) {
            for (int i = from(customer); i < end(customer); i++) {
                some.add(customer / step, day[i], money[i], isPurchase(i));
                // A day of both: the money is counted already.
                if (isPurchase(i) && isReturn(i)) some.add(customer / step, day[i], 0, false);
            }
        }
        return some.past()
                .with(more.stream()
                        .map(signal -> (Signal) (customer, asOf) -> signal.at(customer * step, asOf))
                        .toList());
    }

    /// The same with what other modules know of the customers, which learned candidates look at too.
    public Past with(List<Signal> signals) {
        return new Past(start, day, money, kind, signals);
    }

    /// How many signals there are of each customer.
    int signals() {
        return Signals.OWN + more.size();
    }

    /// What else speaks of a customer at the end of a day; empty where nothing does.
    double[] signals(int customer, int asOf) {
        return Signals.of(this, more, customer, asOf);
    }

    /// How many customers there are, with or without a purchase.
    public int customers() {
        return start.length - 1;
    }

    int from(int customer) {
        return start[customer];
    }

    int end(int customer) {
        return start[customer + 1];
    }

    boolean isPurchase(int entry) {
        return (kind[entry] & PURCHASE) != 0;
    }

    boolean isReturn(int entry) {
        return (kind[entry] & RETURN) != 0;
    }

    /// The first day of any purchase; later than every day where there is none.
    public int firstDay() {
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < start[customers()]; i++) {
            first = isPurchase(i) ? Math.min(first, day[i]) : first;
        }
        return first;
    }

    /// The last day of any purchase; earlier than every day where there is none.
    public int lastDay() {
        int last = Integer.MIN_VALUE;
        for (int i = 0; i < start[customers()]; i++) {
            last = isPurchase(i) ? Math.max(last, day[i]) : last;
        }
        return last;
    }

    /// What was known of a customer at the end of a day; null before the first purchase.
    public @org.jspecify.annotations.Nullable Known known(int customer, int asOf) {
        int orders = 0;
        int first = 0;
        int last = 0;
        double total = 0;
        double atFirst = 0;
        int beforeRecent = start[customer];
        for (int i = from(customer); i < end(customer) && day[i] <= asOf; i++) {
            total += money[i];
            if (isPurchase(i)) {
                if (orders++ == 0) {
                    first = day[i];
                    atFirst = total;
                }
                last = day[i];
            }
        }
        if (orders == 0) {
            return null;
        }
        int recent = Math.min(orders, Known.RECENT);
        int left = recent;
        int returned = 0;
        for (int i = lastEntry(customer, asOf); i >= beforeRecent && left > 0; i--) {
            returned += isReturn(i) ? 1 : 0;
            left -= isPurchase(i) ? 1 : 0;
        }
        return new Known(
                orders,
                first,
                last,
                total,
                total - atFirst,
                recent,
                Math.min(returned, recent),
                Arrays.stream(signals(customer, asOf)).boxed().toList());
    }

    private int lastEntry(int customer, int asOf) {
        int i = end(customer) - 1;
        while (day[i] > asOf) {
            i--;
        }
        return i;
    }
}
