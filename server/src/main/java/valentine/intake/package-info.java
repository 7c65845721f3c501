/// Bringing files in: what a firm knows of its customers, their orders and all else that happened, put into the
/// history.
///
/// [Imports] reads a file once, sets its rows aside in parts by what belongs together, and stores each part in one
/// transaction; what came of it is an [Import]. A [Taker] takes the rows of one [FileKind]; a later word publishes a
/// bean
/// of its own kind and reads by `csv.Cells`. Bringing a file twice stores nothing twice. An [ImportReviewer] of a later
/// word says what it thinks of those who came.
@NullMarked
package valentine.intake;

import org.jspecify.annotations.NullMarked;
