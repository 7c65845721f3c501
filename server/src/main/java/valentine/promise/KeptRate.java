package valentine.promise;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.GroupShares;
import valentine.models.Share;
import valentine.models.ShareDifference;

/// How many promises of a group were kept in time, of those whose day has come.
///
/// @param kept what was seen, with its own interval
/// @param shrunk what is believed once the group is drawn to the mean of all groups
/// @param rest how it differs from all other groups together
/// @param median how late those were that came late, half of them less
record KeptRate(
        String group,
        Share kept,
        GroupShares.Shrunk shrunk,
        ShareDifference rest,
        @Nullable Duration median,
        @Nullable Duration ninetieth) {
    private static final int FEWEST = 20;

    /// What was counted of a group.
    record Counted(
            String group,
            long kept,
            long total,
            @Nullable Duration median,
            @Nullable Duration ninetieth) {}

    /// Of groups that share one firm, in the order given.
    static List<KeptRate> of(List<Counted> groups) {
        List<Share> shares =
                groups.stream().map(each -> Share.of(each.kept(), each.total())).toList();
        GroupShares all = GroupShares.of(shares);
        long kept = groups.stream().mapToLong(Counted::kept).sum();
        long total = groups.stream().mapToLong(Counted::total).sum();
        return groups.stream()
                .map(each -> {
                    Share share = Share.of(each.kept(), each.total());
                    Share others = Share.of(kept - each.kept(), total - each.total());
                    return new KeptRate(
                            each.group(),
                            share,
                            all.shrunk(share),
                            ShareDifference.of(share, others),
                            each.median(),
                            each.ninetieth());
                })
                .toList();
    }

    /// Only where chance alone hardly makes such a difference: of a few the interval cannot be trusted.
    String verdict() {
        boolean few = rest.one().total() < FEWEST || rest.other().total() < FEWEST;
        if (few || !rest.significant()) return "";
        return rest.value() > 0 ? "better than the others" : "worse than the others";
    }

    String seen() {
        return kept.successes() + " of " + kept.total();
    }

    String believed() {
        return String.format(
                java.util.Locale.ROOT,
                "%.0f %% (%.0f to %.0f)",
                100 * shrunk.value(),
                100 * shrunk.low(),
                100 * shrunk.high());
    }

    static String words(@Nullable Duration late) {
        if (late == null) return "–";
        if (late.toHours() < 1) return Math.max(1, late.toMinutes()) + " min";
        if (late.toHours() < 48) return late.toHours() + " h";
        return late.toDays() + " days";
    }
}
