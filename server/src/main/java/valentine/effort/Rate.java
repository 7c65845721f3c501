package valentine.effort;

import java.util.List;
import java.util.Locale;
import valentine.models.GroupShares;
import valentine.models.Share;
import valentine.models.ShareDifference;

/// How often something is so in a group of conversations, and whether that is better or worse than in all others.
///
/// @param seen with its own interval (Wilson)
/// @param shrunk what is believed once the group is drawn to the mean of all groups
/// @param rest how it differs from all that are not in the group
/// @param mean of all
record Rate(Measure measure, Share seen, GroupShares.Shrunk shrunk, ShareDifference rest, double mean) {
    /// Of fewer nothing is said: behind a group there may be one person.
    static final int FEWEST = 20;

    /// Of groups that share one firm, in the order given.
    static List<Rate> of(Measure measure, List<Share> groups, Share all) {
        GroupShares together = GroupShares.of(groups);
        return groups.stream()
                .map(seen -> new Rate(
                        measure,
                        seen,
                        together.shrunk(seen),
                        ShareDifference.of(
                                seen, Share.of(all.successes() - seen.successes(), all.total() - seen.total())),
                        all.value()))
                .toList();
    }

    /// Only where chance alone hardly makes such a difference, and still so once the group is drawn to the others: of
    /// many groups that do not differ some always seem to.
    String verdict() {
        if (rest.one().total() < FEWEST || rest.other().total() < FEWEST || !rest.significant()) return "";
        boolean more = rest.value() > 0;
        if (more ? shrunk.low() <= mean : shrunk.high() >= mean) return "";
        return more == measure.isGood() ? "better than the others" : "worse than the others";
    }

    /// What is believed: "12 %".
    String value() {
        return seen.total() == 0 ? "–" : percent(shrunk.value());
    }

    /// "9 to 16 %".
    String between() {
        return between(shrunk.low(), shrunk.high());
    }

    static String value(Share seen) {
        return seen.total() == 0 ? "–" : percent(seen.value());
    }

    static String between(Share seen) {
        return between(seen.low(), seen.high());
    }

    /// "31 of 260".
    static String words(Share seen) {
        return String.format(Locale.ENGLISH, "%,d of %,d", seen.successes(), seen.total());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }

    /// Rounded outwards: an interval never looks narrower than it is.
    private static String between(double low, double high) {
        return String.format(Locale.ROOT, "%.0f to %.0f %%", Math.floor(100 * low), Math.ceil(100 * high));
    }
}
