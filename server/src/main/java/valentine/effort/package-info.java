/// What it costs customers to get something from us, and whether all of them are treated alike.
///
/// `Matters` knows what a conversation took a customer: repeat contacts, transfers, switches of channel, waiting.
/// `EffortFigures` counts that for topics, channels, branches and members behind the pages, with response, tone and
/// outcome; `EffortPage` shows the effort, `ConsistencyPage` whether it is the same everywhere, `EffortPanel` the
/// effort of one customer. Nothing is stored here: everything is worked out from what `conversation` publishes.
/// The definitions stand in docs/effort.md.
@NullMarked
package valentine.effort;

import org.jspecify.annotations.NullMarked;
