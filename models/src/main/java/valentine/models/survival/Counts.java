package valentine.models.survival;

/// How many customers of each rank have been met, and quickly how many below a rank (Fenwick 1994).
final class Counts {
    private final long[] tree;
    private final long[] single;
    private long all;

    Counts(int ranks) {
        tree = new long[ranks + 1];
        single = new long[ranks];
    }

    void add(int rank, int customers) {
        all += customers;
        single[rank] += customers;
        for (int i = rank + 1; i < tree.length; i += i & -i) {
            tree[i] += customers;
        }
    }

    long at(int rank) {
        return single[rank];
    }

    long below(int rank) {
        long sum = 0;
        for (int i = rank; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    long all() {
        return all;
    }
}
