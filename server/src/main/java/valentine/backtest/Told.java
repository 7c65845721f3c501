package valentine.backtest;

import valentine.models.Share;

/// Those who were told about the same chance, and how many of them came.
///
/// @param chance their mean chance
/// @param came its interval allows for one customer standing on several cuts
public record Told(double chance, Share came) {}
