package valentine.models;

import java.util.Arrays;

/// Summaries laid out for likelihoods: sorted by frequency, with every time that occurs numbered.
final class Histories {
    final int[] frequency;
    final int[] recency;
    final int[] age;
    final double[] count;
    /// The times that occur, ascending; `recency` and `age` point into it.
    final double[] times;
    /// Where the histories of the next higher frequency begin, for each frequency that occurs; ends with the size.
    final int[] blocks;

    final double customers;
    final double repeats;
    final double meanAge;

    Histories(Summaries summaries) {
        int size = summaries.distinct();
        long[] order = new long[size];
        int[] steps = new int[2 * size];
        for (int i = 0; i < size; i++) {
            order[i] = ((long) summaries.frequency(i) << 32) | i;
            steps[2 * i] = summaries.recencyStep(i);
            steps[2 * i + 1] = summaries.ageStep(i);
        }
        Arrays.sort(order);
        int[] distinctSteps = distinct(steps);
        times = new double[distinctSteps.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = distinctSteps[i] * summaries.step();
        }
        frequency = new int[size];
        recency = new int[size];
        age = new int[size];
        count = new double[size];
        int[] starts = new int[size + 1];
        int found = 0;
        double repeatSum = 0;
        double ageSum = 0;
        for (int i = 0; i < size; i++) {
            int from = (int) order[i];
            frequency[i] = summaries.frequency(from);
            recency[i] = Arrays.binarySearch(distinctSteps, summaries.recencyStep(from));
            age[i] = Arrays.binarySearch(distinctSteps, summaries.ageStep(from));
            count[i] = summaries.count(from);
            repeatSum += count[i] * frequency[i];
            ageSum += count[i] * times[age[i]];
            if (i == 0 || frequency[i] != frequency[i - 1]) {
                starts[found++] = i;
            }
        }
        starts[found] = size;
        blocks = Arrays.copyOf(starts, found + 1);
        customers = summaries.customers();
        repeats = repeatSum;
        meanAge = ageSum / customers;
    }

    int size() {
        return frequency.length;
    }

    /// log(1 + time / scale) for every time.
    double[] logs(double scale) {
        return Arrays.stream(times).map(time -> Math.log1p(time / scale)).toArray();
    }

    private static int[] distinct(int[] values) {
        Arrays.sort(values);
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[size++] = values[i];
            }
        }
        return Arrays.copyOf(values, size);
    }
}
