/// What customers feel: the probability that one would speak well of us if asked now, from what they said and did.
///
/// Any module adds a [Piece] of evidence through [Evidence], in its own transaction; `Hearing` follows the history and
/// does so for what it understands, so that nobody adds what stands in the history anyway. [Feelings] tells how fond
/// somebody is, now or as of an earlier moment, by what was learned from the firm's own answers
/// (`valentine.models.Fondness`). Who let us know nothing is unknown, not average.
///
/// Publishes the table `fondness.standing` (one row for each customer of whom anything is known) and the view
/// `fondness.piece` (customer, at, share, tx) of all evidence.
@NullMarked
package valentine.fondness;

import org.jspecify.annotations.NullMarked;
