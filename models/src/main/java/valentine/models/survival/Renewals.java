package valentine.models.survival;

import java.util.Arrays;

/// At each renewal, the first, the second and so on: how many renewed and how many left.
///
/// Cohorts that began at different times add up, because a renewal that has not come yet says nothing.
public final class Renewals {
    private final double[] kept;
    private final double[] lost;

    private Renewals(double[] kept, double[] lost) {
        this.kept = kept;
        this.lost = lost;
    }

    /// One cohort: how many began, were still there after the first renewal, after the second and so on.
    ///
    /// Customers, or shares times the size of the cohort.
    public static Renewals ofSurvivors(double... survivors) {
        if (survivors.length == 0 || !(survivors[0] > 0) || Double.isInfinite(survivors[0])) {
            throw new IllegalArgumentException("A cohort begins with customers");
        }
        double[] kept = new double[survivors.length - 1];
        double[] lost = new double[survivors.length - 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = survivors[i + 1];
            lost[i] = survivors[i] - survivors[i + 1];
            if (!(kept[i] >= 0 && lost[i] >= 0)) {
                throw new IllegalArgumentException("Survivors never grow in number nor fall below zero: "
                        + survivors[i + 1] + " after " + survivors[i]);
            }
        }
        return new Renewals(kept, lost);
    }

    /// Customers, each with the number of renewals so far and whether they left at the next one.
    public static Renewals of(int[] renewed, boolean[] left) {
        if (renewed.length != left.length || renewed.length == 0) {
            throw new IllegalArgumentException("Renewals and endings must be equally many and not none: "
                    + renewed.length + " and " + left.length);
        }
        int most = Arrays.stream(renewed).max().orElseThrow();
        if (Arrays.stream(renewed).anyMatch(times -> times < 0) || most == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Nobody renews less than never or for ever");
        }
        double[] kept = new double[most + 1];
        double[] lost = new double[most + 1];
        for (int i = 0; i < renewed.length; i++) {
            if (renewed[i] > 0) {
                kept[renewed[i] - 1]++;
            }
            lost[renewed[i]] += left[i] ? 1 : 0;
        }
        for (int i = most - 1; i >= 0; i--) {
            kept[i] += kept[i + 1];
        }
        int seen = kept[most] + lost[most] > 0 ? most + 1 : most;
        return new Renewals(Arrays.copyOf(kept, seen), Arrays.copyOf(lost, seen));
    }

    /// These and others together.
    public Renewals plus(Renewals others) {
        int most = Math.max(periods(), others.periods());
        double[] bothKept = Arrays.copyOf(kept, most);
        double[] bothLost = Arrays.copyOf(lost, most);
        for (int i = 0; i < others.periods(); i++) {
            bothKept[i] += others.kept[i];
            bothLost[i] += others.lost[i];
        }
        return new Renewals(bothKept, bothLost);
    }

    /// How many renewals have been seen.
    public int periods() {
        return kept.length;
    }

    /// How many renewed for the `renewal`-th time, the first being 1.
    public double kept(int renewal) {
        return kept[renewal - 1];
    }

    /// How many left instead.
    public double lost(int renewal) {
        return lost[renewal - 1];
    }

    double keptEver() {
        return Arrays.stream(kept).sum();
    }

    double lostEver() {
        return Arrays.stream(lost).sum();
    }

    /// How many customers were up for the first renewal.
    double customers() {
        return kept.length == 0 ? 0 : kept[0] + lost[0];
    }
}
