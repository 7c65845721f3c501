package valentine.staying;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was foretold at the end of an earlier day, beside what came within the horizon after it.
///
/// What was foretold is what the judgement of that day publishes, by the code that scores today, and what each
/// candidate
/// alone would have told. Only what came is read from later.
public final class Hindsight {
    private final Snapshot then;
    private final int horizon;
    private final Candidate used;
    private final double[] score;
    private final double[] expectedOrders;
    private final double[] expectedMoney;
    private final Map<Candidate, double[]> alone = new EnumMap<>(Candidate.class);
    private final Map<Candidate, double[]> counted = new EnumMap<>(Candidate.class);
    private final boolean[] came;
    private final int[] orders;
    private final double[] money;
    private final double[] ordersLately;
    private final double[] moneyLately;

    private Hindsight(Past past, Judgement judgement) {
        Everybody everybody = judgement.everybody();
        then = everybody.snapshot();
        horizon = judgement.outlook().horizon();
        used = judgement.outlook().formula().candidate();
        score = new double[then.size()];
        expectedOrders = new double[then.size()];
        expectedMoney = new double[then.size()];
        int[] next = {0};
        everybody.each((_, standing) -> {
            int at = next[0]++;
            score[at] = standing.staying();
            expectedOrders[at] = standing.expectedOrders();
            expectedMoney[at] = standing.expectedValue();
        });
        judgement.alone().forEach((candidate, outlook) -> {
            alone.put(candidate, outlook.staying(then));
            if (candidate.isModel()) {
                counted.put(candidate, outlook.orders(then));
            }
        });
        double[] season = Season.chances(past, then, horizon);
        if (season != null) {
            alone.put(Candidate.SEASON, season);
        }
        came = then.came(past, then.day + horizon);
        orders = new int[then.size()];
        money = new double[then.size()];
        ordersLately = new double[then.size()];
        moneyLately = new double[then.size()];
        look(past);
    }

    /// Looks back from the horizon after the day of the judgement, until when the past must be known.
    public static Hindsight of(Past past, Judgement judgement) {
        return new Hindsight(past, judgement);
    }

    private void look(Past past) {
        for (int i = 0; i < orders.length; i++) {
            int customer = then.customer[i];
            for (int e = past.end(customer) - 1; e >= past.from(customer) && past.day[e] > then.day - horizon; e--) {
                if (past.day[e] <= then.day) {
                    ordersLately[i] += past.isPurchase(e) ? 1 : 0;
                    moneyLately[i] += past.money[e];
                } else if (past.day[e] <= then.day + horizon) {
                    orders[i] += past.isPurchase(e) ? 1 : 0;
                    money[i] += past.money[e];
                }
            }
        }
    }

    /// The day at whose end everything was foretold, counted from 1970.
    public int day() {
        return then.day;
    }

    /// How many customers were known then; all arrays go with them.
    public int size() {
        return then.size();
    }

    /// By which candidate the score was told.
    public Candidate used() {
        return used;
    }

    /// The chances that were, or would have been, published.
    public double[] score() {
        return score.clone();
    }

    public double[] expectedOrders() {
        return expectedOrders.clone();
    }

    public double[] expectedMoney() {
        return expectedMoney.clone();
    }

    /// What the candidate alone would have told; null where it could not be learned by then.
    public double @Nullable [] alone(Candidate candidate) {
        return alone.get(candidate);
    }

    /// How many orders a story of buying and leaving expected; null for others and where it did not hold.
    public double @Nullable [] counted(Candidate candidate) {
        return counted.get(candidate);
    }

    public boolean[] came() {
        return came.clone();
    }

    /// Days with a purchase within the horizon.
    public int orders(int i) {
        return orders[i];
    }

    /// Paid within the horizon, less what went back.
    public double[] money() {
        return money.clone();
    }

    /// The index of a customer in the past.
    public int customer(int i) {
        return then.customer[i];
    }

    /// Days with a purchase by then.
    public int ordersBefore(int i) {
        return then.frequency[i] + 1;
    }

    /// Orders of the horizon before: whoever expects as many again says nothing new.
    public double[] ordersLately() {
        return ordersLately.clone();
    }

    /// Paid in the horizon before, less what went back.
    public double[] moneyLately() {
        return moneyLately.clone();
    }

    /// The day of the first purchase.
    public int first(int i) {
        return then.day - then.age[i];
    }

    /// Days since the last purchase.
    public int silence(int i) {
        return then.age[i] - then.recency[i];
    }
}
