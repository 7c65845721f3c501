package valentine.models;

import java.util.Arrays;

/// What customers let us know of how they feel: pieces of evidence by customer and time, in bare arrays.
///
/// A piece has a kind, counted from 0, and the share of it that is good, from 0 to 1; days count from any beginning.
public final class Pieces {
    private final int[] start;
    final double[] day;
    final byte[] kind;
    final double[] share;

    private Pieces(int[] start, double[] day, byte[] kind, double[] share) {
        this.start = start;
        this.day = day;
        this.kind = kind;
        this.share = share;
    }

    /// Gathers pieces in any order; it takes the least time when they come by customer and day.
    public static final class Gathering {
        private int[] customer = new int[1024];
        private double[] day = new double[1024];
        private byte[] kind = new byte[1024];
        private double[] share = new double[1024];
        private int size;
        private int customers;
        private boolean sorted = true;

        /// Adds what the customer with this index let us know.
        public void add(int who, double onDay, int ofKind, double good) {
            if (who < 0
                    || ofKind < 0
                    || ofKind > Byte.MAX_VALUE
                    || !(good >= 0 && good <= 1)
                    || !Double.isFinite(onDay)) {
                throw new IllegalArgumentException("No piece of evidence: customer " + who + ", kind " + ofKind
                        + ", day " + onDay + ", share " + good);
            }
            int last = size - 1;
            sorted &= last < 0 || customer[last] < who || (customer[last] == who && day[last] <= onDay);
            if (size == day.length) {
                int more = size + (size >> 1);
                customer = Arrays.copyOf(customer, more);
                day = Arrays.copyOf(day, more);
                kind = Arrays.copyOf(kind, more);
                share = Arrays.copyOf(share, more);
            }
            customer[size] = who;
            day[size] = onDay;
            kind[size] = (byte) ofKind;
            share[size++] = good;
            customers = Math.max(customers, who + 1);
        }

        public Pieces pieces() {
            Integer[] order = new Integer[sorted ? 0 : size];
            Arrays.setAll(order, i -> i);
            // Stable: what came on one moment stays as it came.
            Arrays.sort(
                    order,
                    (one, other) -> customer[one] == customer[other]
                            ? Double.compare(day[one], day[other])
                            : Integer.compare(customer[one], customer[other]));
            int[] starts = new int[customers + 1];
            double[] days = new double[size];
            byte[] kinds = new byte[size];
            double[] shares = new double[size];
            for (int i = 0; i < size; i++) {
                int from = sorted ? i : order[i];
                starts[customer[from] + 1]++;
                days[i] = day[from];
                kinds[i] = kind[from];
                shares[i] = share[from];
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            return new Pieces(starts, days, kinds, shares);
        }
    }

    public int customers() {
        return start.length - 1;
    }

    public int size() {
        return day.length;
    }

    /// The first piece of a customer.
    public int from(int customer) {
        return start[customer];
    }

    /// The piece after the last one of a customer that came before this day.
    public int until(int customer, double before) {
        int end = start[customer + 1];
        while (end > start[customer] && day[end - 1] >= before) {
            end--;
        }
        return end;
    }

    public double day(int piece) {
        return day[piece];
    }

    public int kind(int piece) {
        return kind[piece];
    }

    public double share(int piece) {
        return share[piece];
    }

    /// How many pieces before a day are of the first so many kinds.
    int answers(double before, int kinds) {
        int count = 0;
        for (int i = 0; i < day.length; i++) {
            count += day[i] < before && kind[i] < kinds ? 1 : 0;
        }
        return count;
    }

    /// Whether a piece of evidence speaks well of us: more than half of it is good.
    boolean isGood(int piece) {
        return share[piece] > 0.5;
    }
}
