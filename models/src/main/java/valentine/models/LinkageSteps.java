package valentine.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// EM for [LinkageFit]: who is a match by the chances, then the chances by who is a match, until nothing moves.
final class LinkageSteps {
    private static final int MOST_ROUNDS = 20_000;
    private static final double STILL = 1e-10;
    /// A chance of zero would forbid for ever what was only not seen.
    private static final double LEAST = 1e-12;

    /// What the share of matches among pairs drawn by lot starts from.
    private static final double RARE = 1e-4;

    /// The strangers come last, where there are any.
    private final List<Comparisons> samples;
    private final Patterns patterns;
    private final LinkageFit.Belief belief;
    private final int strangers;
    private final int[][] occurring;
    private final double[] share;
    private final double[][] m;
    private final double[][] u;
    private double logLikelihood;

    LinkageSteps(List<Comparisons> samples, @Nullable Comparisons strangers, LinkageFit.Belief belief) {
        this.samples = new ArrayList<>(samples);
        this.strangers = strangers == null ? -1 : samples.size();
        if (strangers != null) {
            this.samples.add(strangers);
        }
        this.patterns = belief.linkage().patterns();
        this.belief = belief;
        this.occurring = this.samples.stream().map(Comparisons::occurring).toArray(int[][]::new);
        this.share = new double[this.samples.size()];
        this.samples.forEach(this::check);
        Arrays.fill(share, Math.clamp(belief.linkage().prior(), 0.01, 0.5));
        if (strangers != null) {
            share[this.strangers] = RARE;
        }
        this.m = counts(1, belief.linkage(), true);
        this.u = counts(1, belief.linkage(), false);
    }

    LinkageFit fit() {
        double pairs = 0;
        for (int s = 0; s < occurring.length; s++) {
            pairs += s == strangers ? 0 : comparable(s);
        }
        if (pairs == 0) {
            return new Unfit("No pair has anything that could be compared.");
        }
        int rounds = 0;
        double moved = 1;
        while (moved > STILL && rounds < MOST_ROUNDS) {
            moved = step();
            rounds++;
        }
        return judged(pairs, rounds);
    }

    private LinkageFit judged(double pairs, int rounds) {
        List<Double> matches = new ArrayList<>();
        double all = 0;
        for (int s = 0; s < share.length; s++) {
            if (s != strangers) {
                matches.add(share[s] * comparable(s));
                all += matches.getLast();
            }
        }
        // Strangers tell chance, so what was chosen for agreeing may well be matches throughout.
        boolean oneKind = all < 1 || (strangers < 0 && all > pairs - 1);
        if (oneKind) {
            return new Unfit("All pairs look like one kind: there is nothing to tell matches by.");
        }
        Linkage linkage = Linkage.of(patterns, m, u, all / pairs);
        double agreeing = 0;
        double differing = 0;
        for (int field = 0; field < patterns.fields(); field++) {
            agreeing += linkage.weight(field, patterns.levels(field));
            differing += linkage.weight(field, 1);
        }
        if (agreeing <= differing) {
            return new Unfit("Pairs that agree look less like matches than pairs that differ.");
        }
        return new LinkageFit.Fitted(linkage, matches, logLikelihood, rounds);
    }

    private double comparable(int s) {
        return Arrays.stream(occurring[s]).mapToDouble(samples.get(s)::count).sum();
    }

    /// One round; the largest change of a chance.
    private double step() {
        double[][] ones = counts(belief.matches(), belief.linkage(), true);
        double[][] twos = counts(belief.strangers(), belief.linkage(), false);
        double[][] bits = logRatios();
        double[][] logU = logs(u);
        logLikelihood = 0;
        double moved = 0;
        for (int s = 0; s < share.length; s++) {
            double expected = 0;
            double pairs = 0;
            double odds = Math.log(share[s]) - Math.log1p(-share[s]);
            for (int pattern : occurring[s]) {
                long count = samples.get(s).count(pattern);
                double score = odds + sum(bits, pattern);
                double match = Special.logistic(score);
                logLikelihood += count * (Math.log1p(-share[s]) + sum(logU, pattern) + Special.softplus(score));
                expected += count * match;
                pairs += count;
                add(ones, pattern, count * match);
                if (strangers < 0 || s == strangers) {
                    add(twos, pattern, count * (1 - match));
                }
            }
            double next = pairs == 0 ? share[s] : Math.clamp(expected / pairs, LEAST, 1 - LEAST);
            moved = Math.max(moved, Math.abs(next - share[s]));
            share[s] = next;
        }
        return Math.max(moved, Math.max(move(m, ones), move(u, twos)));
    }

    private static double move(double[][] chances, double[][] counts) {
        double moved = 0;
        for (int field = 0; field < chances.length; field++) {
            double total = Arrays.stream(counts[field]).sum();
            if (total <= 0) {
                continue;
            }
            double kept = 0;
            for (int i = 0; i < counts[field].length; i++) {
                counts[field][i] = Math.max(counts[field][i] / total, LEAST);
                kept += counts[field][i];
            }
            for (int i = 0; i < counts[field].length; i++) {
                double next = counts[field][i] / kept;
                moved = Math.max(moved, Math.abs(next - chances[field][i]));
                chances[field][i] = next;
            }
        }
        return moved;
    }

    private void add(double[][] counts, int pattern, double pairs) {
        for (int field = 0; field < counts.length; field++) {
            int level = patterns.level(pattern, field);
            if (level > 0) {
                counts[field][level - 1] += pairs;
            }
        }
    }

    private double sum(double[][] values, int pattern) {
        double sum = 0;
        for (int field = 0; field < values.length; field++) {
            int level = patterns.level(pattern, field);
            if (level > 0) {
                sum += values[field][level - 1];
            }
        }
        return sum;
    }

    private double[][] logRatios() {
        double[][] ratios = logs(m);
        double[][] below = logs(u);
        for (int field = 0; field < ratios.length; field++) {
            for (int i = 0; i < ratios[field].length; i++) {
                ratios[field][i] -= below[field][i];
            }
        }
        return ratios;
    }

    private static double[][] logs(double[][] chances) {
        double[][] logs = new double[chances.length][];
        for (int field = 0; field < chances.length; field++) {
            logs[field] = Arrays.stream(chances[field]).map(Math::log).toArray();
        }
        return logs;
    }

    private double[][] counts(double pairs, Linkage linkage, boolean ofMatches) {
        double[][] counts = new double[patterns.fields()][];
        for (int field = 0; field < counts.length; field++) {
            counts[field] = new double[patterns.levels(field)];
            for (int level = 1; level <= counts[field].length; level++) {
                counts[field][level - 1] = pairs * (ofMatches ? linkage.m(field, level) : linkage.u(field, level));
            }
        }
        return counts;
    }

    private void check(Comparisons sample) {
        if (sample.patterns() != patterns) {
            throw new IllegalArgumentException("Samples and belief must be of the same fields");
        }
    }
}
