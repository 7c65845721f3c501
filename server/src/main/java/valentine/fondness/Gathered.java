package valentine.fondness;

import java.time.Instant;
import java.util.Arrays;
import valentine.customer.CustomerId;
import valentine.models.Pieces;

/// Evidence by customer, which customer has which index in it, and which number each piece has in the table.
final class Gathered {
    private static final double MILLIS_PER_DAY = 86_400_000;

    private final Pieces pieces;
    private final long[] customers;
    private final long[] ids;

    private Gathered(Pieces pieces, long[] customers, long[] ids) {
        this.pieces = pieces;
        this.customers = customers;
        this.ids = ids;
    }

    /// A moment as the pieces count it.
    static double day(Instant at) {
        return at.toEpochMilli() / MILLIS_PER_DAY;
    }

    Pieces pieces() {
        return pieces;
    }

    int size() {
        return customers.length;
    }

    CustomerId customer(int index) {
        return new CustomerId(customers[index]);
    }

    long id(int piece) {
        return ids[piece];
    }

    /// When the last piece of a customer came.
    Instant last(int index) {
        double day = pieces.day(pieces.until(index, Double.POSITIVE_INFINITY) - 1);
        return Instant.ofEpochMilli(Math.round(day * MILLIS_PER_DAY));
    }

    /// Takes pieces by customer and time.
    static final class Gathering {
        private final Pieces.Gathering pieces = new Pieces.Gathering();
        private long[] customers = new long[256];
        private long[] ids = new long[1024];
        private int known;
        private int size;

        void add(long customer, Instant at, EvidenceKind kind, double share, long id) {
            if (known == 0 || customers[known - 1] != customer) {
                customers = known < customers.length ? customers : Arrays.copyOf(customers, known + (known >> 1));
                customers[known++] = customer;
            }
            ids = size < ids.length ? ids : Arrays.copyOf(ids, size + (size >> 1));
            ids[size++] = id;
            pieces.add(known - 1, day(at), kind.number(), share);
        }

        Gathered gathered() {
            return new Gathered(pieces.pieces(), Arrays.copyOf(customers, known), Arrays.copyOf(ids, size));
        }
    }
}
