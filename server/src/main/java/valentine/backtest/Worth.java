package valentine.backtest;

import valentine.models.ValueScores;

/// How much money one way expected, and how much came.
///
/// @param way `score`, or `before` for as much as in the horizon before
public record Worth(String way, String words, ValueScores scores) {}
