package valentine.staying;

import java.util.ArrayList;
import java.util.List;

/// Purchases and returns in the order in which one part of a file names them, in pieces that never move.
///
/// What follows one another of one customer on one day is one entry. The ledger of a later part keeps its first
/// entries apart until it is known what stands before them, so that sums are the same however a file is cut.
final class Ledger {
    private static final int PIECE = 1 << 16;

    private static final class Piece {
        private final int[] customer = new int[PIECE];
        /// Counted from 1970, with the kinds in the two lowest bits.
        private final int[] day = new int[PIECE];
        private final double[] money = new double[PIECE];
    }

    private final List<Piece> pieces = new ArrayList<>();
    private Piece piece = new Piece();
    private boolean apart;
    private int used = PIECE;
    private int size;
    private int apartSize;
    private int skipped;

    Ledger(boolean first) {
        this.apart = !first;
    }

    void add(int customer, int day, double amount, boolean purchase) {
        int kind = purchase ? Past.PURCHASE : Past.RETURN;
        if (size > 0) {
            int last = used - 1;
            if (piece.customer[last] == customer && piece.day[last] >> 2 == day) {
                if (!apart) {
                    piece.money[last] += amount;
                    piece.day[last] |= kind;
                    return;
                }
            } else {
                apart = false;
            }
        }
        if (used == PIECE) {
            if (size > 0) piece = new Piece();
            pieces.add(piece);
            used = 0;
        }
        piece.customer[used] = customer;
        piece.day[used] = day << 2 | kind;
        piece.money[used++] = amount;
        size++;
        if (apart) apartSize++;
    }

    /// Gives the customers their numbers among those of the whole file.
    void renumber(int[] numbers) {
        for (int i = 0; i < size; i++) {
            int[] customer = pieces.get(i / PIECE).customer;
            customer[i % PIECE] = numbers[customer[i % PIECE]];
        }
    }

    /// Joins the first entries to the last one before, or to one another.
    ///
    /// @return the ledger that holds the last entry of both
    Ledger follow(Ledger before) {
        if (apartSize == 0) return size == 0 ? before : this;
        int last = before.used - 1;
        boolean goesOn = before.size > 0
                && before.piece.customer[last] == customer(0)
                && before.piece.day[last] >> 2 == day(0) >> 2;
        double sum = goesOn ? before.piece.money[last] : money(0);
        int kinds = goesOn ? before.piece.day[last] : day(0);
        for (int i = goesOn ? 0 : 1; i < apartSize; i++) {
            sum += money(i);
            kinds |= day(i);
        }
        Piece into = goesOn ? before.piece : pieces.get((apartSize - 1) / PIECE);
        int at = goesOn ? last : (apartSize - 1) % PIECE;
        into.money[at] = sum;
        into.day[at] = kinds;
        skipped = goesOn ? apartSize : apartSize - 1;
        return skipped == size ? before : this;
    }

    /// The first entry that no other one holds already.
    int first() {
        return skipped;
    }

    int size() {
        return size;
    }

    int customer(int entry) {
        return pieces.get(entry / PIECE).customer[entry % PIECE];
    }

    /// The day of an entry with its kinds in the two lowest bits.
    int day(int entry) {
        return pieces.get(entry / PIECE).day[entry % PIECE];
    }

    double money(int entry) {
        return pieces.get(entry / PIECE).money[entry % PIECE];
    }
}
