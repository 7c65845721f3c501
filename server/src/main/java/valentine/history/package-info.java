/// What happened, in order: one append-only log of every interaction between the firm and its customers.
///
/// [History] adds one interaction to it, [Log] a part of a file, [Messages] what programs send; [Timeline] reads it
/// newest first for pages, also as of an earlier day, [Chronicle] for programs. A message, and each line of an order,
/// is taken once for ever; `history.message` knows under which profile.
///
/// Publishes the views `history.purchase` (customer, at, kind, amount, currency) and `history.stream`
/// (id, customer, at, kind, tx), and `history.handling`, which tells whether an order came and money went back. A
/// module
/// that wants to know what is new implements [Follower].
@NullMarked
package valentine.history;

import org.jspecify.annotations.NullMarked;
