package valentine.backtest;

import valentine.models.CountScores;

/// How many orders one way expected, and how many came.
///
/// @param way as in [Result], or `before` for as many as in the horizon before
public record Counts(String way, String words, CountScores scores) {
    /// As much again as in the horizon before.
    public static final String BEFORE = "before";
}
