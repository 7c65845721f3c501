package valentine.staying;

/// How this firm's customers usually come back, which shrinks the rhythm of those of whom little is known.
///
/// @param usual days between two orders of a middling customer who came back; 0 where nobody did
/// @param unusualTimes one gap in ten is longer than this many times the customer's own usual gap
/// @param secondOrder days within which three of four who came back made their second order; 0 where nobody did
/// @param middlingFrequency repeat orders of a middling customer who came back
/// @param r,alpha how often customers buy: the gamma mixture over everybody, in days
public record Pace(double usual, double unusualTimes, int secondOrder, int middlingFrequency, double r, double alpha) {
    /// So many gaps of the firm are mixed into the customer's own.
    private static final double SHRINKING = 2;

    private static final int BINS_PER_TIME = 20;
    private static final int FEWEST_GAPS = 3;
    private static final double UNUSUAL_WITHOUT_DATA = 2.3;

    /// Days between two orders, own gaps mixed with the firm's.
    double usual(int frequency, int recency) {
        return Math.max(1, (recency + SHRINKING * usual) / (frequency + SHRINKING));
    }

    /// Silence beyond this many days happens one time in ten.
    double unusual(int frequency, int recency) {
        return usual(frequency, recency) * unusualTimes;
    }

    boolean isKnown() {
        return usual > 0;
    }

    /// Orders a year while active, own orders mixed with the firm's; at most one a day.
    double yearlyOrders(int frequency, int recency) {
        return 365.25 * Math.min(1, (r + frequency) / (alpha + recency));
    }

    static Pace of(Past past, Snapshot snapshot, double r, double alpha) {
        int[] means = new int[1];
        int[] seconds = new int[1];
        int[] frequencies = new int[1];
        int[] times = new int[10 * BINS_PER_TIME];
        for (int i = 0; i < snapshot.size(); i++) {
            int frequency = snapshot.frequency[i];
            if (frequency == 0) {
                continue;
            }
            means = count(means, Math.round((float) snapshot.recency[i] / frequency));
            frequencies = count(frequencies, frequency);
            seconds = count(seconds, gaps(past, snapshot, i, times));
        }
        double usual = quantile(means, 0.5);
        double unusual = frequencies.length == 1 || sum(times) < 100
                ? UNUSUAL_WITHOUT_DATA
                : (quantile(times, 0.9) + 1.0) / BINS_PER_TIME;
        return new Pace(
                usual < 0 ? 0 : Math.max(1, usual),
                Math.max(1, unusual),
                Math.max(0, quantile(seconds, 0.75)),
                Math.max(1, quantile(frequencies, 0.5)),
                r,
                alpha);
    }

    /// Counts how many times the own usual each gap lasted, and returns the first gap.
    private static int gaps(Past past, Snapshot snapshot, int i, int[] times) {
        int customer = snapshot.customer[i];
        double own = (double) snapshot.recency[i] / snapshot.frequency[i];
        int before = -1;
        int second = -1;
        for (int e = past.from(customer); e < past.end(customer) && past.day[e] <= snapshot.day; e++) {
            if (!past.isPurchase(e)) {
                continue;
            }
            if (before >= 0) {
                int gap = past.day[e] - past.day[before];
                second = second < 0 ? gap : second;
                if (snapshot.frequency[i] >= FEWEST_GAPS) {
                    times[Math.min(times.length - 1, (int) (gap / own * BINS_PER_TIME))]++;
                }
            }
            before = e;
        }
        return second;
    }

    private static int[] count(int[] counts, int value) {
        int[] wide = value < counts.length ? counts : java.util.Arrays.copyOf(counts, value + value / 2 + 1);
        wide[value]++;
        return wide;
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /// The smallest value with at least this share at or below it; -1 where nothing was counted.
    private static int quantile(int[] counts, double share) {
        double wanted = share * sum(counts);
        long passed = 0;
        for (int value = 0; value < counts.length; value++) {
            passed += counts[value];
            if (passed > 0 && passed >= wanted) {
                return value;
            }
        }
        return -1;
    }
}
