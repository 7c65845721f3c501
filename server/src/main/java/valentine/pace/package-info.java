/// How soon we answer and how soon a matter is settled, held against what we set ourselves.
///
/// A [Policy] says for which conversations it holds, within how much time of which calendar customers get a first
/// answer, each next answer and an end of their matter. `Timing` reads the clocks off what happened in a conversation,
/// whatever the order in which it became known; `Reckoning` keeps them, `DueJob` warns before one runs out. The report
/// tells for how many it held, the median and the ninetieth percentile, in calendar and in business time.
@NullMarked
package valentine.pace;

import org.jspecify.annotations.NullMarked;
