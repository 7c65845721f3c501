package valentine.staying;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Brings the entries of ledgers into the order of a [Past]: by customer, then day, then as they came.
///
/// Each share of the customers is sorted beside the others; then the shares move together.
final class ByCustomer {
    private static final int FEW = 32;

    private final List<Ledger> ledgers;
    private final int[] start;
    private final int[] day;
    private final double[] money;
    private final byte[] kind;

    private ByCustomer(List<Ledger> ledgers, int customers) {
        this.ledgers = ledgers;
        this.start = new int[customers + 1];
        int size = 0;
        for (Ledger ledger : ledgers) {
            for (int i = ledger.first(); i < ledger.size(); i++) start[ledger.customer(i) + 1]++;
            size += ledger.size() - ledger.first();
        }
        for (int customer = 0; customer < customers; customer++) start[customer + 1] += start[customer];
        this.day = new int[size];
        this.money = new double[size];
        this.kind = new byte[size];
    }

    static Past past(List<Ledger> ledgers, int customers, int shares) {
        return new ByCustomer(ledgers, customers).past(shares);
    }

    /// The customers from one to another, whose entries lie behind `begin` and, once joined, before `end`.
    private record Share(int from, int to, int begin, int end) {}

    private Past past(int shares) {
        int customers = start.length - 1;
        List<Share> all = IntStream.range(0, shares)
                .mapToObj(i -> {
                    int from = (int) ((long) customers * i / shares);
                    int to = (int) ((long) customers * (i + 1) / shares);
                    return new Share(from, to, start[from], start[to]);
                })
                .toList();
        List<Share> joined = all.parallelStream().map(this::sorted).toList();
        int kept = 0;
        for (Share share : joined) {
            int length = share.end - share.begin;
            System.arraycopy(day, share.begin, day, kept, length);
            System.arraycopy(money, share.begin, money, kept, length);
            System.arraycopy(kind, share.begin, kind, kept, length);
            for (int customer = share.from; customer < share.to; customer++) start[customer] -= share.begin - kept;
            kept += length;
        }
        start[customers] = kept;
        return new Past(start, day, money, kind);
    }

    private Share sorted(Share share) {
        int[] ends = spread(share);
        int kept = share.begin;
        int from = share.begin;
        for (int customer = share.from; customer < share.to; customer++) {
            int end = ends[customer - share.from];
            sortByDay(from, end);
            start[customer] = kept;
            kept = joined(from, end, kept);
            from = end;
        }
        return new Share(share.from, share.to, share.begin, kept);
    }

    /// Puts the entries of a share where their customers' places are, and returns where those end.
    private int[] spread(Share share) {
        int[] next = Arrays.copyOfRange(start, share.from, share.to);
        for (Ledger ledger : ledgers) {
            for (int i = ledger.first(); i < ledger.size(); i++) {
                int customer = ledger.customer(i);
                if (customer < share.from || customer >= share.to) continue;
                int place = next[customer - share.from]++;
                day[place] = ledger.day(i);
                money[place] = ledger.money(i);
            }
        }
        return next;
    }

    private void sortByDay(int from, int end) {
        if (end - from > FEW) {
            sortMany(from, end);
            return;
        }
        for (int i = from + 1; i < end; i++) {
            int movedDay = day[i];
            double movedMoney = money[i];
            int place = i;
            for (; place > from && day[place - 1] >> 2 > movedDay >> 2; place--) {
                day[place] = day[place - 1];
                money[place] = money[place - 1];
            }
            day[place] = movedDay;
            money[place] = movedMoney;
        }
    }

    private void sortMany(int from, int end) {
        long[] keys = new long[end - from];
        for (int i = from; i < end; i++) keys[i - from] = (long) (day[i] >> 2) << 32 | (i - from);
        Arrays.sort(keys);
        int[] days = Arrays.copyOfRange(day, from, end);
        double[] amounts = Arrays.copyOfRange(money, from, end);
        for (int i = from; i < end; i++) {
            int came = (int) keys[i - from];
            day[i] = days[came];
            money[i] = amounts[came];
        }
    }

    /// Makes one entry of those of one day, moved down to `kept`; returns where they end.
    private int joined(int from, int end, int kept) {
        int begin = kept;
        int to = kept;
        for (int i = from; i < end; i++) {
            byte as = (byte) (day[i] & 3);
            int on = day[i] >> 2;
            if (to > begin && day[to - 1] == on) {
                money[to - 1] += money[i];
                kind[to - 1] |= as;
            } else {
                day[to] = on;
                money[to] = money[i];
                kind[to++] = as;
            }
        }
        return to;
    }
}
