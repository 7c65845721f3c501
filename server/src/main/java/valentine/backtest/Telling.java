package valentine.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import valentine.staying.Words;

/// What a track record comes to, in sentences.
final class Telling {
    private static final double TOLD = 0.7;
    private static final int LEAVING = 1;
    private static final int FEWEST = 100;

    private final Pool pool;
    private final List<Cut> cuts;
    private final int horizon;

    Telling(Pool pool, List<Cut> cuts, int horizon) {
        this.cuts = List.copyOf(cuts);
        this.pool = pool;
        this.horizon = horizon;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (pool.came() < FEWEST || pool.forecasts() - pool.came() < FEWEST) {
            words.add(tooFew());
        } else {
            words.add(taken());
            words.add(leaving());
        }
        words.add(against());
        words.add(lines());
        return words;
    }

    /// Whether any simple line did clearly better, over all or on some cut.
    private String lines() {
        List<String> better = pool.results().stream()
                .filter(result -> result.baseline()
                        && result.cuts() == cuts.size()
                        && result.behind().high() < 0)
                .map(Result::words)
                .toList();
        long cutsLost = cuts.stream()
                .filter(cut -> cut.results().stream()
                        .anyMatch(result -> result.baseline() && result.behind().high() < 0))
                .count();
        String over = better.isEmpty()
                ? "Over all cuts no simple line did clearly better than the score"
                : "Over all cuts the score was clearly beaten by: " + String.join(", ", better);
        return over
                + (cutsLost == 0
                        ? ", nor on any one of them."
                        : "; on " + cutsLost + " of " + cuts.size() + " one did.");
    }

    /// Where nearly all do the same nobody can be told apart, and no share of a few means anything.
    private String tooFew() {
        return pool.came() < FEWEST
                ? "Hardly anybody comes back: only " + Words.count(pool.came()) + " of "
                        + Words.of(pool.forecasts(), "forecast", "forecasts")
                        + " came true as a return, too few to tell who will."
                : "Hardly anybody leaves: only " + Words.count(pool.forecasts() - pool.came()) + " of "
                        + Words.of(pool.forecasts(), "forecast", "forecasts")
                        + " saw nobody return, too few to tell who will leave.";
    }

    private String taken() {
        Told bin = pool.bins().stream()
                .min(Comparator.comparingDouble(one -> Math.abs(one.chance() - TOLD)))
                .orElseThrow();
        return "Of 100 customers we said had a chance of " + Words.percent(bin.chance()) + " to return within "
                + horizon
                + " days, " + Math.round(100 * bin.came().value()) + " did (seen on "
                + Words.of(bin.came().total(), "forecast", "forecasts") + ", likely between "
                + Math.round(100 * bin.came().low()) + " and "
                + Math.round(100 * bin.came().high()) + ").";
    }

    private String leaving() {
        Called called = pool.leaving().get(LEAVING);
        if (called.left().total() == 0) {
            return "We called nobody leaving: nobody's chance to return was below " + Words.percent(called.below())
                    + ".";
        }
        return "Of " + Words.count(called.left().total()) + " we called leaving, because their chance was below "
                + Words.percent(called.below()) + ", "
                + Words.count(called.left().successes()) + " left ("
                + percent(called.left().value()) + "); of "
                + Words.count(called.missed().total())
                + " who left we had missed " + Words.count(called.missed().successes()) + " ("
                + percent(called.missed().value()) + ").";
    }

    private String against() {
        double gain = pool.recency().mean();
        if (pool.recency().high() < 0) {
            return "The score is clearly better than asking when they last bought.";
        }
        if (pool.recency().low() > 0) {
            return "The score was clearly worse than asking when they last bought.";
        }
        return gain == 0
                ? "The score is when they last bought: nothing else did clearly better."
                : "The score is not clearly better than asking when they last bought: that plain question does as well"
                        + " here.";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
