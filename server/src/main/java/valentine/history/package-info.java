/// What happened, in order: one append-only log of every interaction between the firm and its customers.
///
/// [History] adds to it, [Timeline] reads it newest first, also as of an earlier day. [Imports] brings files in: rows
/// are set aside in parts by what belongs together, each part is stored in one transaction. A message, and each line of
/// an order, is taken once for ever.
///
/// Publishes the views `history.purchase` (customer, at, kind, amount, currency) and `history.stream` (id, customer,
/// at,
/// kind, tx). A module that wants to know what is new implements [Follower].
@NullMarked
package valentine.history;

import org.jspecify.annotations.NullMarked;
