package valentine.models.survival;

import java.util.Arrays;

/// At each distinct time, in order: how many were there until then, how many left, how many were last seen.
final class Ledger {
    private final double[] time;
    private final int[] atRisk;
    private final int[] left;
    private final int[] censored;

    private Ledger(double[] time) {
        this.time = time;
        this.atRisk = new int[time.length];
        this.left = new int[time.length];
        this.censored = new int[time.length];
    }

    static Ledger of(double[] duration, boolean[] left) {
        Ledger ledger = new Ledger(Arrays.stream(duration).sorted().distinct().toArray());
        for (int i = 0; i < duration.length; i++) {
            int at = ledger.last(duration[i]);
            (left[i] ? ledger.left : ledger.censored)[at]++;
        }
        int after = 0;
        for (int i = ledger.size() - 1; i >= 0; i--) {
            after += ledger.left[i] + ledger.censored[i];
            ledger.atRisk[i] = after;
        }
        return ledger;
    }

    int size() {
        return time.length;
    }

    double time(int i) {
        return time[i];
    }

    int atRisk(int i) {
        return atRisk[i];
    }

    int left(int i) {
        return left[i];
    }

    /// The last of the times up to then; −1 before all.
    int last(double until) {
        int found = Arrays.binarySearch(time, until);
        return found >= 0 ? found : -found - 2;
    }

    /// The chance still to be in sight after each time, were nobody to leave: Kaplan and Meier with the roles changed.
    double[] inSight() {
        double[] chance = new double[size()];
        double now = 1;
        for (int i = 0; i < chance.length; i++) {
            int seen = atRisk[i] - left[i];
            now *= seen == 0 ? 1 : 1 - (double) censored[i] / seen;
            chance[i] = now;
        }
        return chance;
    }
}
