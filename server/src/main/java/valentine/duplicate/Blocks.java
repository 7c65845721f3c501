package valentine.duplicate;

import java.util.Arrays;

/// The pairs that a rule brings together: whoever has a key in common, with a cap on how many that may be.
final class Blocks {
    /// More than these are not compared each with each, but cut by a further key; what is too large then is left out.
    static final int MOST = 60;

    private static final int INDEX_BITS = 24;
    private static final int INDEX = (1 << INDEX_BITS) - 1;

    private final Portraits portraits;
    private final Rule rule;
    /// Digest of the key, then the portrait; in order, so that a group stands together.
    private final long[] sorted;

    private Blocks(Portraits portraits, Rule rule, long[] sorted) {
        this.portraits = portraits;
        this.rule = rule;
        this.sorted = sorted;
    }

    /// What to do with two portraits.
    interface Pair {
        void of(int i, int j);
    }

    static Blocks of(Portraits portraits, Rule rule) {
        long[] keys = new long[portraits.size()];
        int size = 0;
        for (int i = 0; i < portraits.size(); i++) {
            for (int place = 0; place < portraits.keys(i); place++) {
                long key = portraits.key(i, place);
                if (Rule.of(key) == rule) {
                    if (size == keys.length) keys = Arrays.copyOf(keys, size + (size >> 1) + 1);
                    keys[size++] = (key & ((1L << Rule.BITS) - 1)) << INDEX_BITS | i;
                }
            }
        }
        long[] sorted = Arrays.copyOf(keys, size);
        Arrays.sort(sorted);
        return new Blocks(portraits, rule, sorted);
    }

    /// How many pairs have a key in common.
    double pairs() {
        double pairs = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = end(from);
            pairs += (to - from) * (to - from - 1.0) / 2;
            from = to;
        }
        return pairs;
    }

    /// Gives the pairs of one part of the groups out of several, of each group only where its digest falls on a
    /// multiple of `every`; how many pairs of these groups were left out.
    long each(int part, int parts, int every, Pair pair) {
        long leftOut = 0;
        for (int from = start(part, parts), last = start(part + 1, parts); from < last; ) {
            int to = end(from);
            if (to - from > 1 && (sorted[from] >>> INDEX_BITS) % every == 0) leftOut += group(from, to, pair);
            from = to;
        }
        return leftOut;
    }

    private long group(int from, int to, Pair pair) {
        if (to - from <= MOST) {
            all(sorted, from, to, pair);
            return 0;
        }
        long[] further = new long[to - from];
        int size = 0;
        for (int place = from; place < to; place++) {
            int i = (int) sorted[place] & INDEX;
            long key = portraits.further(i, rule);
            if (key != 0) further[size++] = (key & ((1L << Rule.BITS) - 1)) << INDEX_BITS | i;
        }
        Arrays.sort(further, 0, size);
        long compared = 0;
        for (int begin = 0; begin < size; ) {
            int end = begin + 1;
            while (end < size && further[end] >>> INDEX_BITS == further[begin] >>> INDEX_BITS) end++;
            if (end - begin <= MOST) {
                all(further, begin, end, pair);
                compared += pairs(end - begin);
            }
            begin = end;
        }
        return pairs(to - from) - compared;
    }

    private static void all(long[] members, int from, int to, Pair pair) {
        for (int a = from; a < to; a++) {
            int i = (int) members[a] & INDEX;
            for (int b = a + 1; b < to; b++) {
                int j = (int) members[b] & INDEX;
                // Somebody may have a key twice.
                if (i != j) pair.of(i, j);
            }
        }
    }

    private static long pairs(long members) {
        return members * (members - 1) / 2;
    }

    private int end(int from) {
        long digest = sorted[from] >>> INDEX_BITS;
        int to = from + 1;
        while (to < sorted.length && sorted[to] >>> INDEX_BITS == digest) to++;
        return to;
    }

    /// The first group of a part.
    private int start(int part, int parts) {
        int place = (int) ((long) sorted.length * part / parts);
        while (place > 0 && place < sorted.length && sorted[place] >>> INDEX_BITS == sorted[place - 1] >>> INDEX_BITS) {
            place++;
        }
        return place;
    }
}
