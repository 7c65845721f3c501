/// Staying for every customer, why, and what is at stake: scored from the history, checked on the firm's own past.
///
/// [Scores] scores everybody from [PurchaseStream], [Standings] tells how somebody stands; `Rescoring` follows the
/// history and scores again whoever bought or sent back something.
/// With fondness it makes the loyalty map: `Placing` keeps the place of everybody, `Quarters` who moved.
/// Publishes the tables `health.standing` (one row for each customer who ever bought) and `health.total` (by band).
@NullMarked
package valentine.health;

import org.jspecify.annotations.NullMarked;
