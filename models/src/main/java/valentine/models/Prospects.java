package valentine.models;

import java.util.stream.IntStream;

/// What a model foretells of every history of the summaries, the same as if asked for each but in less time.
///
/// Of who has not left, the future depends on frequency and age only, which many histories share; except where
/// purchases are regular, for then it matters how long ago the last one was.
public final class Prospects {
    /// As many histories are work for one thread.
    private static final int PIECE = 1 << 12;

    private final double[] active;
    private final double[] purchases;

    private Prospects(PurchaseModel model, Summaries summaries, double horizon) {
        this.active = new double[summaries.distinct()];
        this.purchases = new double[summaries.distinct()];
        Histories histories = summaries.histories();
        double[] alive = alive(model, histories);
        int pieces = (histories.size() + PIECE - 1) / PIECE;
        IntStream.range(0, pieces).parallel().forEach(piece -> {
            tell(model, histories, alive, horizon, piece * PIECE, Math.min(histories.size(), (piece + 1) * PIECE));
        });
    }

    public static Prospects of(PurchaseModel model, Summaries summaries, double horizon) {
        return new Prospects(model, summaries, horizon);
    }

    /// How likely a customer of the i-th history buys at least once within the horizon.
    public double probabilityActive(int i) {
        return active[i];
    }

    /// How many purchase occasions to expect within the horizon of a customer of the i-th history.
    public double expectedPurchases(int i) {
        return purchases[i];
    }

    private void tell(PurchaseModel model, Histories histories, double[] alive, double horizon, int from, int to) {
        if (model instanceof BgCnbd || model instanceof MbgCnbd) {
            for (int i = from; i < to; i++) {
                int x = histories.frequency[i];
                double recency = histories.times[histories.recency[i]];
                double age = histories.times[histories.age[i]];
                active[histories.origin[i]] = model.probabilityActive(x, recency, age, horizon);
                purchases[histories.origin[i]] = model.expectedPurchases(x, recency, age, horizon);
            }
            return;
        }
        double activeWhenAlive = 0;
        double purchasesWhenAlive = 0;
        for (int i = from; i < to; i++) {
            int x = histories.frequency[i];
            double age = histories.times[histories.age[i]];
            if (i == from || histories.age[i] != histories.age[i - 1] || x != histories.frequency[i - 1]) {
                // Seen buying today, nobody has left but in the moment after, whose chance is taken out again.
                double present = model.probabilityAlive(x, age, age);
                activeWhenAlive = Math.min(1, model.probabilityActive(x, age, age, horizon) / present);
                purchasesWhenAlive = model.expectedPurchases(x, age, age, horizon) / present;
            }
            active[histories.origin[i]] = alive[i] * activeWhenAlive;
            purchases[histories.origin[i]] = alive[i] * purchasesWhenAlive;
        }
    }

    private static double[] alive(PurchaseModel model, Histories histories) {
        if (model instanceof ParetoNbd(double r, double alpha, double s, double beta)) {
            return new SilentLeavingSurface(histories).alive(r, alpha, s, beta);
        }
        double[] times = histories.times;
        return IntStream.range(0, histories.size())
                .parallel()
                .mapToDouble(i -> model.probabilityAlive(
                        histories.frequency[i], times[histories.recency[i]], times[histories.age[i]]))
                .toArray();
    }
}
