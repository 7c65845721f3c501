package valentine.models;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Summaries laid out for likelihoods: sorted by frequency, age and recency, with every time that occurs numbered.
final class Histories {
    /// One in so many of the rare histories makes a sample.
    private static final int ONE_IN = 16;

    /// Fewer than this are no work for anybody.
    private static final int WORTH_A_SAMPLE = 20_000;

    final int[] frequency;
    final int[] recency;
    final int[] age;
    final double[] count;
    /// Where the summaries have each of these histories.
    final int[] origin;
    /// The times that occur, ascending; `recency` and `age` point into it.
    final double[] times;
    /// Where the histories of the next higher frequency begin, for each frequency that occurs; ends with the size.
    final int[] blocks;

    final double customers;
    final double repeats;
    final double meanAge;

    Histories(Summaries summaries) {
        int size = summaries.distinct();
        int[] steps = new int[2 * size];
        int[] frequencies = new int[size];
        for (int i = 0; i < size; i++) {
            frequencies[i] = summaries.frequency(i);
            steps[i] = summaries.recencyStep(i);
            steps[size + i] = summaries.ageStep(i);
        }
        Numbered numbered = Numbered.of(steps);
        Numbered often = Numbered.of(frequencies);
        int[] recencies = Arrays.copyOf(numbered.ranks, size);
        int[] ages = Arrays.copyOfRange(numbered.ranks, size, 2 * size);
        times = Arrays.stream(numbered.values)
                .mapToDouble(step -> step * summaries.step())
                .toArray();
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        order = sorted(order, recencies, times.length);
        order = sorted(order, ages, times.length);
        origin = sorted(order, often.ranks, often.values.length);
        frequency = picked(frequencies, origin);
        recency = picked(recencies, origin);
        age = picked(ages, origin);
        count = Arrays.stream(origin).mapToDouble(summaries::count).toArray();
        blocks = blocks(frequency);
        customers = Arrays.stream(count).sum();
        repeats = weighted(i -> frequency[i]);
        meanAge = weighted(i -> times[age[i]]) / customers;
    }

    private Histories(Histories all, int[] members, double[] weights) {
        times = all.times;
        frequency = picked(all.frequency, members);
        recency = picked(all.recency, members);
        age = picked(all.age, members);
        origin = picked(all.origin, members);
        count = weights;
        blocks = blocks(frequency);
        customers = Arrays.stream(count).sum();
        repeats = weighted(i -> frequency[i]);
        meanAge = weighted(i -> times[age[i]]) / customers;
    }

    int size() {
        return frequency.length;
    }

    /// log(1 + time / scale) for every time.
    double[] logs(double scale) {
        return Arrays.stream(times).map(time -> Math.log1p(time / scale)).toArray();
    }

    /// A sample to find the neighbourhood of the top on, or nothing where all of them are few.
    ///
    /// Of the rare histories it takes every so many and counts them so many times; the order of histories makes
    /// that a sample even in every respect. The common ones are few but weigh much: all of them stay.
    @Nullable
    Histories sample() {
        if (size() < WORTH_A_SAMPLE) {
            return null;
        }
        int[] members = new int[size()];
        double[] weights = new double[size()];
        int taken = 0;
        int rare = 0;
        for (int i = 0; i < size(); i++) {
            boolean common = count[i] >= ONE_IN;
            if (common || rare++ % ONE_IN == ONE_IN / 2) {
                members[taken] = i;
                weights[taken++] = common ? count[i] : count[i] * ONE_IN;
            }
        }
        return new Histories(this, Arrays.copyOf(members, taken), Arrays.copyOf(weights, taken));
    }

    private double weighted(IntToDoubleFunction value) {
        double sum = 0;
        for (int i = 0; i < count.length; i++) {
            sum += count[i] * value.applyAsDouble(i);
        }
        return sum;
    }

    /// Sorts by a rank and keeps the order among equals.
    private static int[] sorted(int[] order, int[] rank, int ranks) {
        int[] next = new int[ranks + 1];
        for (int i : order) {
            next[rank[i] + 1]++;
        }
        for (int i = 1; i <= ranks; i++) {
            next[i] += next[i - 1];
        }
        int[] sorted = new int[order.length];
        for (int i : order) {
            sorted[next[rank[i]]++] = i;
        }
        return sorted;
    }

    private static int[] blocks(int[] frequency) {
        int[] starts = new int[frequency.length + 1];
        int found = 0;
        for (int i = 0; i < frequency.length; i++) {
            if (i == 0 || frequency[i] != frequency[i - 1]) {
                starts[found++] = i;
            }
        }
        starts[found] = frequency.length;
        return Arrays.copyOf(starts, found + 1);
    }

    private static int[] picked(int[] values, int[] members) {
        return Arrays.stream(members).map(i -> values[i]).toArray();
    }
}
