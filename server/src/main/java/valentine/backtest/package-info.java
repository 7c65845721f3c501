/// How well the score would have done on the firm's own past, and whether anything simpler would have done as well.
///
/// A [Backtest] goes back to several earlier days, lets the very judgement that scores today score everybody as of
/// each,
/// and compares with what came. The [TrackRecord] is a value: it can be kept, shown and printed. Nothing here knows a
/// database.
@NullMarked
package valentine.backtest;

import org.jspecify.annotations.NullMarked;
