package valentine.backtest;

import java.util.List;
import valentine.models.Difference;

/// All cuts together.
///
/// @param customers how many different ones; each is forecast once on every cut, `forecasts` in all
/// @param results the score first; intervals allow for one customer standing on several cuts
/// @param winner the way with the lowest log loss, or a simpler one that is not clearly worse
/// @param recency the score's log loss less that of asking when they last bought; clearly better when `high` is below 0
/// @param bins of those told so much, how many came
/// @param worth empty where no money came
/// @param leaving those called leaving below several chances
public record Pool(
        int customers,
        int forecasts,
        int came,
        List<Result> results,
        String winner,
        Difference recency,
        List<Told> bins,
        List<Called> leaving,
        List<Counts> counts,
        List<Worth> worth,
        List<Group> cohorts,
        List<Group> segments) {
    public Pool {
        results = List.copyOf(results);
        bins = List.copyOf(bins);
        leaving = List.copyOf(leaving);
        counts = List.copyOf(counts);
        worth = List.copyOf(worth);
        cohorts = List.copyOf(cohorts);
        segments = List.copyOf(segments);
    }

    public Result score() {
        return results.getFirst();
    }
}
