/// What to do today, for whom, and why.
///
/// [Gestures] suggests one gesture each for those whom to attend to first, and remembers what was decided: in its own
/// table, so that they rest, and in the history. Reads the views `health.standing` and `customer.card`.
@NullMarked
package valentine.gesture;

import org.jspecify.annotations.NullMarked;
