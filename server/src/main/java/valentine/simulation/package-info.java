/// A believable business, written to files, whose hidden truth is known.
///
/// Every customer has a random stream of their own, so that the same seed always tells the same stories. What really
/// happens after the end is kept apart in the truth file: scores can be checked against it for any horizon.
@NullMarked
package valentine.simulation;

import org.jspecify.annotations.NullMarked;
