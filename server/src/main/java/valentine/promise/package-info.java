/// What we said we would do for a customer, and whether we did it.
///
/// A [Promise] is made by a member, a program, a file or a rule, has a due moment in a time zone and ends once: see
/// [Outcome]. [Promises] makes and ends them and finds them again; nothing is ever overwritten. Whose moment passes
/// unkept is broken for the customer, and noticed once; it can still be kept late. What happens to a promise stands in
/// the history too, in the same transaction.
///
/// `Rules` follows the history and makes and keeps promises of deliveries and refunds; [Presets] are the legal and our
/// own clocks. `DueJob` notices each [Step] of an open promise once. Files of promises come by `intake`.
@NullMarked
package valentine.promise;

import org.jspecify.annotations.NullMarked;
