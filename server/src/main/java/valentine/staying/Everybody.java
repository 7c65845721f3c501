package valentine.staying;

import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How everybody known stands now; equal summaries are foretold once.
public final class Everybody {
    private final Past past;
    private final Snapshot now;
    private final Outlook outlook;

    Everybody(Past past, Fits present, Outlook outlook) {
        this.past = past;
        this.now = present.snapshot;
        this.outlook = outlook;
    }

    /// Takes one customer's standing; `customer` is the index in the past.
    @FunctionalInterface
    public interface Taker {
        void take(int customer, Standing standing);
    }

    public int size() {
        return now.size();
    }

    Snapshot snapshot() {
        return now;
    }

    /// Hands out everybody's standing in the order of their indices.
    public void each(Taker taker) {
        Histories histories = now.histories(outlook.formula().candidate());
        Outlook.Chances[] chances = chances(histories);
        double[] before = before();
        for (int i = 0; i < now.size(); i++) {
            int customer = now.customer[i];
            Known known = Objects.requireNonNull(past.known(customer, now.day));
            Outlook.Chances own = chances[histories.of(i)];
            taker.take(customer, outlook.standing(known, earlier(before[customer]), now.day, own));
        }
    }

    private Outlook.Chances[] chances(Histories histories) {
        return IntStream.range(0, histories.size())
                .parallel()
                .mapToObj(i -> outlook.chances(
                        histories.frequency(i), histories.recency(i), histories.age(i), histories.signals(i)))
                .toArray(Outlook.Chances[]::new);
    }

    /// The chances thirty days ago, by customer; NaN for who was not known then.
    private double[] before() {
        double[] all = new double[past.customers()];
        java.util.Arrays.fill(all, Double.NaN);
        Snapshot then = Snapshot.of(past, now.day - Outlook.BEFORE);
        double[] chances = outlook.staying(then);
        for (int i = 0; i < then.size(); i++) {
            all[then.customer[i]] = chances[i];
        }
        return all;
    }

    private static @Nullable Double earlier(double chance) {
        return Double.isNaN(chance) ? null : Double.valueOf(chance);
    }
}
