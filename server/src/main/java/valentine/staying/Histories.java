package valentine.staying;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The different histories of those in a snapshot, each told once: equal summaries, apart from those of whom something
/// else speaks where that is looked at.
final class Histories {
    private final Snapshot snapshot;
    /// Who has a history of their own, numbered behind those of the summaries, and what speaks of them.
    private final int[] who;
    private final double[][] signals;
    /// Of everybody the place among these, or -1; empty where nobody is kept apart.
    private final int[] place;

    private Histories(Snapshot snapshot, int[] who, double[][] signals, int[] place) {
        this.snapshot = snapshot;
        this.who = who;
        this.signals = signals;
        this.place = place;
    }

    static Histories alike(Snapshot snapshot) {
        return new Histories(snapshot, new int[0], new double[0][], new int[0]);
    }

    static Histories apart(Snapshot snapshot, Past past) {
        int[] who = new int[snapshot.size()];
        double[][] signals = new double[who.length][];
        int[] place = new int[who.length];
        int found = 0;
        for (int i = 0; i < who.length; i++) {
            double[] speaking = past.signals(snapshot.customer[i], snapshot.day);
            place[i] = speaking.length == 0 ? -1 : found;
            if (speaking.length > 0) {
                who[found] = i;
                signals[found++] = speaking;
            }
        }
        return new Histories(snapshot, Arrays.copyOf(who, found), Arrays.copyOf(signals, found), place);
    }

    int size() {
        return snapshot.summaries.distinct() + who.length;
    }

    /// Which history somebody in the snapshot has.
    int of(int i) {
        return place.length == 0 || place[i] < 0
                ? snapshot.summaries.group(i)
                : snapshot.summaries.distinct() + place[i];
    }

    int frequency(int history) {
        int own = own(history);
        return own < 0 ? snapshot.summaries.frequency(history) : snapshot.frequency[who[own]];
    }

    int recency(int history) {
        int own = own(history);
        return own < 0 ? (int) snapshot.summaries.recency(history) : snapshot.recency[who[own]];
    }

    int age(int history) {
        int own = own(history);
        return own < 0 ? (int) snapshot.summaries.age(history) : snapshot.age[who[own]];
    }

    double[] signals(int history) {
        int own = own(history);
        return own < 0 ? Signals.NONE : signals[own];
    }

    /// What is told of each history, handed to everybody who has it.
    double[] each(IntToDoubleFunction told) {
        double[] byHistory =
                IntStream.range(0, size()).parallel().mapToDouble(told).toArray();
        return IntStream.range(0, snapshot.size())
                .mapToDouble(i -> byHistory[of(i)])
                .toArray();
    }

    private int own(int history) {
        return history - snapshot.summaries.distinct();
    }
}
