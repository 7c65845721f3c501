package valentine.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import valentine.csv.InteractionKind;

/// Everything that one customer and the shop did with each other; what lies after the last day is kept only for orders.
final class Diary {
    static final int MINUTES_PER_DAY = 1440;

    private final long lastDay;
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();

    Diary(long lastDay) {
        this.lastDay = lastDay;
    }

    void purchase(Purchase purchase) {
        purchases.add(purchase);
    }

    void happening(Happening happening) {
        if (Math.floorDiv(happening.minute(), MINUTES_PER_DAY) <= lastDay) {
            happenings.add(happening);
        }
    }

    void happening(long minute, InteractionKind kind, String channel, String direction, String subject, String text) {
        happening(new Happening(
                minute, kind, channel, direction, subject, text, Happening.NO_SCORE, Happening.NO_AMOUNT));
    }

    void answer(long minute, InteractionKind kind, String channel, String subject, String text, int score) {
        happening(new Happening(minute, kind, channel, "in", subject, text, score, Happening.NO_AMOUNT));
    }

    void money(long minute, InteractionKind kind, String direction, String subject, String text, long cents) {
        happening(new Happening(minute, kind, "bank", direction, subject, text, Happening.NO_SCORE, cents));
    }

    /// All purchases in the order of time, also those of the hidden future.
    List<Purchase> purchases() {
        purchases.sort(Comparator.comparingLong(Purchase::minute));
        return List.copyOf(purchases);
    }

    List<Happening> happenings() {
        happenings.sort(Comparator.comparingLong(Happening::minute));
        return List.copyOf(happenings);
    }
}
