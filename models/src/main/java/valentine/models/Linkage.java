package valentine.models;

import java.util.Arrays;

/// How much each level of agreement of two records speaks for their being one and the same.
///
/// Fellegi and Sunter 1969, "A theory for record linkage". For each field, m is the chance of a level where both
/// records
/// are of one, u where they are of two; given which of the two it is, fields are taken to be independent. The
/// weight of a level is log2(m / u), in bits: one bit more doubles the odds. A field that cannot be compared
/// (level 0) weighs nothing. The prior is the chance that two records drawn by lot are of one.
public final class Linkage {
    private static final double SMALLEST = 1e-300;

    private final Patterns patterns;
    private final double[][] m;
    private final double[][] u;
    private final double prior;

    private Linkage(Patterns patterns, double[][] m, double[][] u, double prior) {
        this.patterns = patterns;
        this.m = m;
        this.u = u;
        this.prior = prior;
    }

    /// Chances by field and level, levels from 1 (`m[field][level - 1]`); they must be above zero and sum to one.
    public static Linkage of(Patterns patterns, double[][] m, double[][] u, double prior) {
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException("A prior lies between 0 and 1: " + prior);
        }
        return new Linkage(patterns, checked(patterns, m), checked(patterns, u), prior);
    }

    public Patterns patterns() {
        return patterns;
    }

    /// The chance of a level, from 1, where both records are of one.
    public double m(int field, int level) {
        return m[field][level - 1];
    }

    /// The chance of a level, from 1, where the records are of two.
    public double u(int field, int level) {
        return u[field][level - 1];
    }

    /// The chance that two records drawn by lot are of one.
    public double prior() {
        return prior;
    }

    /// What a level says, in bits; level 0 says nothing.
    public double weight(int field, int level) {
        return level == 0 ? 0 : (Math.log(m(field, level)) - Math.log(u(field, level))) / Math.log(2);
    }

    /// What all fields of a pattern say together, in bits, without the prior.
    public double weight(int pattern) {
        double bits = 0;
        for (int field = 0; field < patterns.fields(); field++) {
            bits += weight(field, patterns.level(pattern, field));
        }
        return bits;
    }

    /// The chance that a pair with this pattern is of one: prior odds times 2^weight.
    public double probability(int pattern) {
        return chance(weight(pattern), prior);
    }

    /// The same with another prior.
    public Linkage withPrior(double another) {
        return of(patterns, m, u, another);
    }

    /// The same with the prior that fits these candidates best, among so many pairs in all.
    ///
    /// Pairs that are not among the candidates count as of two, so the prior is low rather than high. It is the
    /// fixed point of EM with m and u held: the mean probability over all pairs. Where nothing looks like one at
    /// all it stays at one in ten for a single pair among all.
    public Linkage withPriorAmong(Comparisons candidates, double pairs) {
        if (!(pairs >= candidates.pairs()) || Double.isInfinite(pairs) || pairs < 1) {
            throw new IllegalArgumentException("Candidates are some of all pairs, of which there are " + pairs);
        }
        int[] occurring = candidates.occurring();
        double[] weight = Arrays.stream(occurring).mapToDouble(this::weight).toArray();
        double least = Math.min(0.1 / pairs, 0.1);
        double now = prior;
        for (int round = 0; round < 10_000; round++) {
            double ones = candidates.count(0) * now;
            for (int i = 0; i < weight.length; i++) {
                ones += candidates.count(occurring[i]) * chance(weight[i], now);
            }
            double next = Math.clamp(ones / pairs, least, 0.9);
            if (Math.abs(next - now) <= 1e-12 * now) {
                break;
            }
            now = next;
        }
        return withPrior(now);
    }

    private static double chance(double bits, double prior) {
        return Special.logistic(bits * Math.log(2) + Math.log(prior) - Math.log1p(-prior));
    }

    private static double[][] checked(Patterns patterns, double[][] chances) {
        if (chances.length != patterns.fields()) {
            throw new IllegalArgumentException("Chances are needed for " + patterns.fields() + " fields");
        }
        double[][] kept = new double[chances.length][];
        for (int field = 0; field < chances.length; field++) {
            double sum = 0;
            for (double chance : chances[field]) {
                if (!(chance >= SMALLEST)) {
                    throw new IllegalArgumentException("A chance must be above zero: " + chance + ", field " + field);
                }
                sum += chance;
            }
            if (chances[field].length != patterns.levels(field) || !(Math.abs(sum - 1) < 1e-6)) {
                throw new IllegalArgumentException("The chances of field " + field + " are not those of its levels");
            }
            kept[field] = chances[field].clone();
        }
        return kept;
    }
}
