/// How the score would have done on the firm's own past, shown next to every score.
///
/// [TrackRecords] goes back to earlier days, lets the code that scores today score each of them, and keeps what came:
/// as the page Track record, and customer by customer for the latest of these days, so that each customer's page tells
/// what became of those who looked like this one.
@NullMarked
package valentine.proof;

import org.jspecify.annotations.NullMarked;
