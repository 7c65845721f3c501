package valentine.models.survival;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How long each customer was seen, and whether the customer left then or was still there (censored).
///
/// Durations are in any one unit, not negative and finite. Who leaves and who is last seen at the same time: the one
/// seen is taken to have outlived the one who left.
public final class Lifetimes {
    private final double[] duration;
    private final boolean[] left;

    private Lifetimes(double[] duration, boolean[] left) {
        this.duration = duration;
        this.left = left;
    }

    /// One entry a customer.
    public static Lifetimes of(double[] duration, boolean[] left) {
        if (duration.length != left.length || duration.length == 0) {
            throw new IllegalArgumentException("Durations and endings must be equally many and not none: "
                    + duration.length + " and " + left.length);
        }
        for (int i = 0; i < duration.length; i++) {
            if (!(duration[i] >= 0) || Double.isInfinite(duration[i])) {
                throw new IllegalArgumentException("No duration at index " + i + ": " + duration[i]);
            }
        }
        // A negative zero is a zero.
        return new Lifetimes(Arrays.stream(duration).map(Math::abs).toArray(), left.clone());
    }

    /// How many customers.
    public int size() {
        return duration.length;
    }

    /// How long the i-th customer was seen.
    public double duration(int i) {
        return duration[i];
    }

    /// Whether the i-th customer left then.
    public boolean left(int i) {
        return left[i];
    }

    /// How many left.
    public int leavers() {
        return (int) IntStream.range(0, left.length).filter(i -> left[i]).count();
    }

    /// The longest anybody was seen.
    public double observedUntil() {
        return Arrays.stream(duration).max().orElseThrow();
    }

    /// The customers of these rows, in this order.
    public Lifetimes select(int[] rows) {
        boolean[] chosen = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = left[rows[i]];
        }
        return of(Arrays.stream(rows).mapToDouble(row -> duration[row]).toArray(), chosen);
    }

    /// At each time at which anybody left or was last seen.
    Ledger ledger() {
        return Ledger.of(duration, left);
    }
}
