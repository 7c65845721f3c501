package valentine.staying;

import java.util.Arrays;
import valentine.models.Summaries;

/// Everybody who was known at the end of a day, in arrays; nothing later is in it.
final class Snapshot {
    final int day;
    /// The indices of the known customers; the other arrays go with it.
    final int[] customer;
    final int[] frequency;
    final int[] recency;
    final int[] age;
    final double[] money;
    final double[] repeatMoney;
    final Summaries summaries;
    private final Histories alike;
    private final Histories apart;

    private Snapshot(Past past, int day) {
        this.day = day;
        int size = 0;
        int[] who = new int[past.customers()];
        int[] repeats = new int[who.length];
        int[] firsts = new int[who.length];
        int[] lasts = new int[who.length];
        double[] totals = new double[who.length];
        double[] later = new double[who.length];
        for (int c = 0; c < who.length; c++) {
            int orders = 0;
            double total = 0;
            double atFirst = 0;
            for (int i = past.from(c); i < past.end(c) && past.day[i] <= day; i++) {
                total += past.money[i];
                if (past.isPurchase(i)) {
                    if (orders++ == 0) {
                        firsts[size] = past.day[i];
                        atFirst = total;
                    }
                    lasts[size] = past.day[i];
                }
            }
            if (orders > 0) {
                who[size] = c;
                repeats[size] = orders - 1;
                totals[size] = total;
                later[size++] = total - atFirst;
            }
        }
        customer = Arrays.copyOf(who, size);
        frequency = Arrays.copyOf(repeats, size);
        recency = new int[size];
        age = new int[size];
        for (int i = 0; i < size; i++) {
            recency[i] = lasts[i] - firsts[i];
            age[i] = day - firsts[i];
        }
        money = Arrays.copyOf(totals, size);
        repeatMoney = Arrays.copyOf(later, size);
        summaries = Summaries.of(frequency, recency, age);
        alike = Histories.alike(this);
        apart = Histories.apart(this, past);
    }

    static Snapshot of(Past past, int day) {
        return new Snapshot(past, day);
    }

    int size() {
        return customer.length;
    }

    /// How many bought on more than one day.
    int repeaters() {
        int repeaters = 0;
        for (int repeats : frequency) {
            repeaters += repeats > 0 ? 1 : 0;
        }
        return repeaters;
    }

    /// Who bought after this day and no later than at the end of another.
    boolean[] came(Past past, int until) {
        boolean[] came = new boolean[size()];
        for (int i = 0; i < came.length; i++) {
            for (int e = past.end(customer[i]) - 1; e >= past.from(customer[i]) && past.day[e] > day; e--) {
                came[i] |= past.isPurchase(e) && past.day[e] <= until;
            }
        }
        return came;
    }

    /// What is told once for everybody who has the same of what a candidate looks at.
    Histories histories(Candidate candidate) {
        return candidate.isLayered() ? apart : alike;
    }
}
