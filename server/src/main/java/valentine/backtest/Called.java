package valentine.backtest;

import valentine.models.Share;

/// Those whom the score called leaving, because it told them less than this chance to come back.
///
/// @param left how many of those called leaving left
/// @param missed how many of all who left had not been called
public record Called(double below, Share left, Share missed) {}
