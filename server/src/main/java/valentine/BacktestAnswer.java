package valentine;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import valentine.backtest.Called;
import valentine.backtest.Counts;
import valentine.backtest.Cut;
import valentine.backtest.Group;
import valentine.backtest.Pool;
import valentine.backtest.Result;
import valentine.backtest.Told;
import valentine.backtest.TrackRecord;
import valentine.backtest.Worth;
import valentine.models.CountScores;
import valentine.models.ValueScores;
import valentine.staying.Words;

/// What `backtest` has to say to people: sentences first, the statistics behind.
final class BacktestAnswer {
    private final TrackRecord record;
    private final PrintWriter out;

    BacktestAnswer(TrackRecord record, PrintWriter out) {
        this.record = record;
        this.out = out;
    }

    void print() {
        record.words().forEach(out::println);
        record.notes().forEach(out::println);
        Pool pool = record.pool();
        if (pool == null) {
            return;
        }
        out.println();
        out.println(Words.of(record.cuts().size(), "cut", "cuts") + ", " + Words.count(pool.customers())
                + " customers, " + Words.count(pool.forecasts()) + " forecasts over " + record.horizon() + " days; "
                + Words.count(pool.came()) + " came.");
        results(pool.results(), pool.winner());
        out.println("Best by log loss, simplest unless clearly worse: " + words(pool) + ".");
        bins(pool);
        counts(pool.counts());
        worth(pool.worth());
        groups("by first purchase", pool.cohorts());
        groups("by what was known", pool.segments());
        for (Cut cut : record.cuts()) {
            out.println();
            out.println("At the end of " + Words.day(cut.day()) + " " + Words.count(cut.customers())
                    + " were known; until " + Words.day(cut.until()) + " " + Words.count(cut.came())
                    + " came. The score was told by: " + cut.used().words() + ".");
            results(cut.results(), "");
            counts(cut.counts());
            worth(cut.worth());
        }
    }

    private void results(List<Result> results, String winner) {
        out.printf(
                Locale.ROOT,
                "%-50s %4s %8s  %-20s %6s %7s %6s %6s %6s %6s %5s%n",
                "",
                "cuts",
                "log loss",
                "behind the score",
                "AUC",
                "Brier",
                "ECE",
                "chance",
                "slope",
                "icept",
                "lift");
        for (Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-50s %4d %8.4f  %+.4f ± %-10.4f %6.3f %7.4f %6.4f %6.4f %6.2f %+6.2f %5.2f%n",
                    (result.way().equals(winner) ? "* " : result.baseline() ? "- " : "  ") + result.words(),
                    result.cuts(),
                    result.logLoss(),
                    result.behind().mean(),
                    (result.behind().high() - result.behind().low()) / 2,
                    result.auc(),
                    result.brier(),
                    result.calibration().error(),
                    result.calibration().errorByChance(),
                    result.calibration().slope(),
                    result.calibration().intercept(),
                    result.lift());
        }
    }

    private void bins(Pool pool) {
        out.println();
        for (Told bin : pool.bins()) {
            out.printf(
                    Locale.ROOT,
                    "of %s told about %s, %.0f in 100 came back (%.0f to %.0f)%n",
                    Words.count(bin.came().total()),
                    Words.percent(bin.chance()),
                    100 * bin.came().value(),
                    100 * bin.came().low(),
                    100 * bin.came().high());
        }
        for (Called called : pool.leaving()) {
            out.printf(
                    Locale.ROOT,
                    "called leaving below %s: %s, of whom %.1f %% left (%.1f to %.1f); of %s who left %.1f %% were missed"
                            + " (%.1f to %.1f)%n",
                    Words.percent(called.below()),
                    Words.count(called.left().total()),
                    100 * called.left().value(),
                    100 * called.left().low(),
                    100 * called.left().high(),
                    Words.count(called.missed().total()),
                    100 * called.missed().value(),
                    100 * called.missed().low(),
                    100 * called.missed().high());
        }
    }

    private void counts(List<Counts> all) {
        out.println();
        out.printf(Locale.ROOT, "%-38s %10s %10s %8s %7s %7s%n", "orders", "expected", "came", "bias", "MAE", "RMSE");
        for (Counts counts : all) {
            CountScores scores = counts.scores();
            out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %10.0f %8s %7.3f %7.3f%n",
                    counts.words(),
                    scores.expected() * scores.customers(),
                    scores.came() * scores.customers(),
                    percent(scores.biasShare()),
                    scores.meanAbsoluteError(),
                    scores.rootMeanSquaredError());
        }
        CountScores score = all.getFirst().scores();
        out.println("  by earlier repeat orders (customers: expected of each / came): "
                + score.byFrequency().stream()
                        .map(group -> String.format(
                                Locale.ROOT,
                                "%d (%d): %.2f/%.2f",
                                group.frequency(),
                                group.customers(),
                                group.expected(),
                                group.came()))
                        .collect(Collectors.joining(", ")));
    }

    private void worth(List<Worth> all) {
        if (all.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT, "%-38s %10s %10s %8s %7s %7s%n", "money", "expected", "came", "bias", "Gini", "top 10%");
        for (Worth worth : all) {
            ValueScores scores = worth.scores();
            out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %10.0f %8s %7s %7s%n",
                    worth.words(),
                    scores.expected() * scores.customers(),
                    scores.came() * scores.customers(),
                    percent(scores.biasShare()),
                    decimals(scores.gini()),
                    decimals(scores.topDecile()));
        }
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%+.1f %%", 100 * share.getAsDouble()) : "-";
    }

    private static String decimals(OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%.3f", number.getAsDouble()) : "-";
    }

    private void groups(String title, List<Group> groups) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%-36s %9s %7s %7s %8s  %-20s %6s %6s%n",
                title,
                "forecasts",
                "told",
                "came",
                "log loss",
                "less recency's",
                "AUC",
                "ECE");
        for (Group group : groups) {
            out.printf(
                    Locale.ROOT,
                    "%-36s %9s %6.1f%% %6.1f%% %8.4f  %+.4f ± %-10.4f %6.3f %6.4f%n",
                    group.name(),
                    Words.count(group.forecasts()),
                    100 * group.told(),
                    100 * group.came().value(),
                    group.logLoss(),
                    group.recency().mean(),
                    (group.recency().high() - group.recency().low()) / 2,
                    group.auc(),
                    group.error());
        }
    }

    private static String words(Pool pool) {
        return pool.results().stream()
                .filter(result -> result.way().equals(pool.winner()))
                .findFirst()
                .orElseThrow()
                .words();
    }
}
