package valentine.models;

import java.util.List;

/// The shares of many groups, each drawn towards the mean of all by as much as its own numbers leave open.
///
/// The shares of the groups are taken to be spread as a beta distribution around the share of all; how widely is the
/// maximum of the beta-binomial likelihood (empirical Bayes), and no more is added to a group than there is in all:
/// where all seem alike, the mean that each is drawn to is no surer than what it was counted from. Nor is less added
/// than half a case of either sort (Jeffreys), so that none of six is never told as "none, for certain". A group of
/// three is told by the others, one of three thousand by itself.
///
/// @param strength so many cases of the mean are added to each group
public record GroupShares(double mean, double strength) {
    private static final double LEAST = 0.5;
    private static final double MOST = 10_000;
    private static final int FEWEST_GROUPS = 3;
    private static final int ROUNDS = 80;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /// A group's share after it was drawn to the mean, with the middle 95 % of what is believed about it.
    public record Shrunk(double value, double low, double high) {}

    public static GroupShares of(List<Share> groups) {
        long successes = groups.stream().mapToLong(Share::successes).sum();
        long total = groups.stream().mapToLong(Share::total).sum();
        // Jeffreys: everything kept, or nothing, is still no certainty.
        double mean = (successes + 0.5) / (total + 1.0);
        long seen = groups.stream().filter(group -> group.total() > 0).count();
        // Two groups say nothing about how groups differ.
        if (seen < FEWEST_GROUPS) return new GroupShares(mean, 1);
        double low = Math.log(LEAST);
        double high = Math.log(Math.clamp((double) total, 1, MOST));
        for (int round = 0; round < ROUNDS; round++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (likelihood(groups, mean, Math.exp(left)) > likelihood(groups, mean, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return new GroupShares(mean, Math.exp((low + high) / 2));
    }

    public Shrunk shrunk(Share group) {
        double good = Math.max(mean * strength, LEAST);
        double bad = Math.max((1 - mean) * strength, LEAST);
        Beta belief = new Beta(good + group.successes(), bad + group.total() - group.successes());
        return new Shrunk(belief.mean(), belief.quantile(0.025), belief.quantile(0.975));
    }

    /// Up to a constant: rising factorials of the prior, group by group.
    static double likelihood(List<Share> groups, double mean, double strength) {
        double good = mean * strength;
        double bad = strength - good;
        double sum = 0;
        for (Share group : groups) {
            long missed = group.total() - group.successes();
            if (group.successes() > 0) sum += Special.logRising(good, (double) group.successes());
            if (missed > 0) sum += Special.logRising(bad, (double) missed);
            if (group.total() > 0) sum -= Special.logRising(strength, (double) group.total());
        }
        return sum;
    }
}
