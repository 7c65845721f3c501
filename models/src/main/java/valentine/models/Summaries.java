package valentine.models;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of many customers' purchases: how often each came back, when last, and how long we know them.
///
/// Equal customers are counted once, so that whatever is computed from here costs by distinct histories, not by
/// customers. Times are whole steps (days, as a rule); `step` is the length of one step in the unit of the models.
public final class Summaries {
    private final int[] frequency;
    private final int[] recency;
    private final int[] age;
    private final int[] count;
    private final int[] group;
    private final double step;
    private @Nullable Histories histories;

    private Summaries(int[] frequency, int[] recency, int[] age, int[] count, int[] group, double step) {
        this.frequency = frequency;
        this.recency = recency;
        this.age = age;
        this.count = count;
        this.group = group;
        this.step = step;
    }

    /// Groups customers whose times are counted in the unit of the models.
    public static Summaries of(int[] frequency, int[] recency, int[] age) {
        return of(frequency, recency, age, 1);
    }

    /// Groups customers by repeat occasions, step of the last one and step of today, both counted from the first
    /// purchase. A step of 1.0 / 7 lets days be fitted in weeks.
    public static Summaries of(int[] frequency, int[] recency, int[] age, double step) {
        check(frequency, recency, age, step);
        int customers = frequency.length;
        int mask = Integer.highestOneBit(Math.max(customers, 8)) * 4 - 1;
        int[] slots = new int[mask + 1];
        int[] group = new int[customers];
        int[] first = new int[customers];
        int[] count = new int[customers];
        int distinct = 0;
        for (int customer = 0; customer < customers; customer++) {
            int slot = hash(frequency[customer], recency[customer], age[customer]) & mask;
            // A slot holds the group plus one, so that zero means free.
            while (slots[slot] != 0 && !same(frequency, recency, age, customer, first[slots[slot] - 1])) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                first[distinct] = customer;
                slots[slot] = ++distinct;
            }
            group[customer] = slots[slot] - 1;
            count[group[customer]]++;
        }
        int[] members = Arrays.copyOf(first, distinct);
        return new Summaries(
                pick(frequency, members),
                pick(recency, members),
                pick(age, members),
                Arrays.copyOf(count, distinct),
                group,
                step);
    }

    /// How many customers there are.
    public int customers() {
        return group.length;
    }

    /// How many different histories they have.
    public int distinct() {
        return count.length;
    }

    /// How many customers share the i-th history.
    public int count(int i) {
        return count[i];
    }

    /// Repeat occasions of the i-th history: the first purchase does not count.
    public int frequency(int i) {
        return frequency[i];
    }

    /// Time from the first to the last purchase of the i-th history.
    public double recency(int i) {
        return recency[i] * step;
    }

    /// Time from the first purchase of the i-th history to today.
    public double age(int i) {
        return age[i] * step;
    }

    /// The history of a customer: predict once per history, then look it up here.
    public int group(int customer) {
        return group[customer];
    }

    /// The length of one step of time.
    public double step() {
        return step;
    }

    int recencyStep(int i) {
        return recency[i];
    }

    int ageStep(int i) {
        return age[i];
    }

    /// Laid out once for all models, which may ask from different threads.
    synchronized Histories histories() {
        Histories known = histories;
        if (known == null) {
            known = new Histories(this);
            histories = known;
        }
        return known;
    }

    private static void check(int[] frequency, int[] recency, int[] age, double step) {
        if (recency.length != frequency.length || age.length != frequency.length) {
            throw new IllegalArgumentException("Frequencies, recencies and ages must be equally many");
        }
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("A step must last: " + step);
        }
        for (int i = 0; i < frequency.length; i++) {
            boolean possible = frequency[i] >= 0
                    && 0 <= recency[i]
                    && recency[i] <= age[i]
                    && (frequency[i] > 0 || recency[i] == 0);
            if (!possible) {
                throw new IllegalArgumentException("Customer at index " + i + " cannot be: frequency " + frequency[i]
                        + ", recency " + recency[i] + ", age " + age[i]);
            }
        }
    }

    private static int hash(int frequency, int recency, int age) {
        long mixed = ((frequency * 0x9E3779B97F4A7C15L) ^ recency) * 0xC2B2AE3D27D4EB4FL;
        mixed = (mixed ^ (mixed >>> 29) ^ age) * 0x165667B19E3779F9L;
        return (int) (mixed >>> 32);
    }

    private static boolean same(int[] frequency, int[] recency, int[] age, int one, int other) {
        return frequency[one] == frequency[other] && recency[one] == recency[other] && age[one] == age[other];
    }

    private static int[] pick(int[] values, int[] members) {
        int[] picked = new int[members.length];
        for (int i = 0; i < members.length; i++) {
            picked[i] = values[members[i]];
        }
        return picked;
    }
}
