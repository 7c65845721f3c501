package valentine.backtest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.Difference;
import valentine.models.Measured;
import valentine.models.survival.SurvivalCalibration;

/// How well it can be foretold how long customers with a contract stay, beside simpler ways.
///
/// @param left how many of the customers left
/// @param months after how many months it was asked whether they are still there
/// @param columns what was known of each customer and used
/// @param words what it comes to, in sentences, the most important first
/// @param notes what was left out or makes figures flatter, in sentences
/// @param results the ways that were tried, the simplest first; none where nothing can be measured
/// @param winner the simplest way that no other clearly beats; empty where nothing can be measured
public record ContractRecord(
        int customers,
        int left,
        List<Double> months,
        List<String> columns,
        List<String> words,
        List<String> notes,
        List<Way> results,
        String winner) {
    public ContractRecord {
        months = List.copyOf(months);
        columns = List.copyOf(columns);
        words = List.copyOf(words);
        notes = List.copyOf(notes);
        results = List.copyOf(results);
    }

    /// How one way did on customers it had not learned from.
    ///
    /// @param harrell of two customers of whom one is known to have left first, the share told in the right order
    /// @param uno the same, made fair to who was seen for a short time only; null where nobody can be compared
    /// @param brier the mean squared distance of chance and truth, over the months
    /// @param behindEverybody that distance less the one of the same curve for everybody: below zero this is better
    /// @param behindColumn and less the one of the best single column; null for the column itself and simpler ways
    /// @param calibrations how near what was foretold came after each of the months
    public record Way(
            String words,
            @Nullable Measured harrell,
            @Nullable Measured uno,
            Measured brier,
            Difference behindEverybody,
            @Nullable Difference behindColumn,
            List<SurvivalCalibration> calibrations) {
        public Way {
            calibrations = List.copyOf(calibrations);
        }
    }
}
