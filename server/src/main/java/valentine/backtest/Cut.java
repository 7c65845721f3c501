package valentine.backtest;

import java.time.LocalDate;
import java.util.List;
import valentine.staying.Candidate;

/// One earlier day: what was foretold at its end against what came until another.
///
/// @param customers who were known at its end, of whom `came` bought within the horizon
/// @param used by which candidate the score was told on that day
/// @param worth empty where no money came
/// @param results the score first, then each candidate alone, as far as it could be learned by then
public record Cut(
        LocalDate day,
        LocalDate until,
        int customers,
        int came,
        Candidate used,
        List<Result> results,
        List<Counts> counts,
        List<Worth> worth) {
    public Cut {
        counts = List.copyOf(counts);
        worth = List.copyOf(worth);
        results = List.copyOf(results);
    }

    public Result score() {
        return results.getFirst();
    }
}
