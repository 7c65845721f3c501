package valentine.health;

import java.util.Arrays;
import java.util.List;
import valentine.staying.Signal;

/// What customers let us know of how they feel, day by day, as signals of who buys again: what was bad in it and what
/// was good, within the year before.
final class Heard {
    private static final int REMEMBERED = 365;

    private final long[] customers;
    private final int[] start;
    private final int[] day;
    /// Of all pieces of the customer up to this one.
    private final double[] good;

    private Heard(long[] customers, int[] start, int[] day, double[] good) {
        this.customers = customers;
        this.start = start;
        this.day = day;
        this.good = good;
    }

    boolean isNothing() {
        return day.length == 0;
    }

    /// The signals of the customers with these numbers, by index.
    List<Signal> signals(long[] who) {
        int[] own = new int[who.length];
        for (int i = 0; i < who.length; i++) own[i] = Arrays.binarySearch(customers, who[i]);
        return List.of(
                (customer, asOf) -> Math.log1p(pieces(own[customer], asOf) - good(own[customer], asOf)),
                (customer, asOf) -> Math.log1p(good(own[customer], asOf)));
    }

    private double pieces(int own, int asOf) {
        return own < 0 ? 0 : (double) until(own, asOf) - until(own, asOf - REMEMBERED);
    }

    private double good(int own, int asOf) {
        return own < 0 ? 0 : sum(own, until(own, asOf)) - sum(own, until(own, asOf - REMEMBERED));
    }

    private double sum(int own, int end) {
        return end == start[own] ? 0 : good[end - 1];
    }

    /// The end of a customer's pieces of up to this day.
    private int until(int own, int last) {
        int at = start[own];
        while (at < start[own + 1] && day[at] <= last) at++;
        return at;
    }

    /// Takes pieces by customer and time.
    static final class Gathering {
        private long[] customers = new long[256];
        private int[] start = new int[257];
        private int[] day = new int[256];
        private double[] good = new double[256];
        private int known;
        private int size;

        void add(long customer, int onDay, double share) {
            if (known == 0 || customers[known - 1] != customer) {
                if (known == customers.length) {
                    customers = Arrays.copyOf(customers, 2 * known);
                    start = Arrays.copyOf(start, 2 * known + 1);
                }
                start[known] = size;
                customers[known++] = customer;
            }
            if (size == day.length) {
                day = Arrays.copyOf(day, 2 * size);
                good = Arrays.copyOf(good, 2 * size);
            }
            day[size] = onDay;
            good[size] = share + (size == start[known - 1] ? 0 : good[size - 1]);
            size++;
        }

        Heard heard() {
            start[known] = size;
            return new Heard(
                    Arrays.copyOf(customers, known),
                    Arrays.copyOf(start, known + 1),
                    Arrays.copyOf(day, size),
                    Arrays.copyOf(good, size));
        }
    }
}
