package valentine.models;

import java.util.Arrays;

/// What came of comparing many pairs of records: equal patterns are counted once, so that a fit costs by patterns.
public final class Comparisons {
    private final Patterns patterns;
    private final long[] count;

    public Comparisons(Patterns patterns) {
        this.patterns = patterns;
        this.count = new long[patterns.count()];
    }

    public Patterns patterns() {
        return patterns;
    }

    public void add(int pattern) {
        count[pattern]++;
    }

    /// Adds many pairs of one pattern.
    public void add(int pattern, long pairs) {
        if (pairs < 0) {
            throw new IllegalArgumentException("Pairs cannot be fewer than none: " + pairs);
        }
        count[pattern] += pairs;
    }

    /// Adds what was counted elsewhere, of the same fields.
    public void add(Comparisons others) {
        if (others.count.length != count.length) {
            throw new IllegalArgumentException("Other fields were compared there");
        }
        Arrays.setAll(count, pattern -> count[pattern] + others.count[pattern]);
    }

    public long count(int pattern) {
        return count[pattern];
    }

    /// How many pairs were compared.
    public long pairs() {
        return Arrays.stream(count).sum();
    }

    /// The patterns that occur and in which anything can be compared.
    int[] occurring() {
        int[] occurring = new int[count.length];
        int size = 0;
        for (int pattern = 1; pattern < count.length; pattern++) {
            if (count[pattern] > 0) {
                occurring[size++] = pattern;
            }
        }
        return Arrays.copyOf(occurring, size);
    }
}
