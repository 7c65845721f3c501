/// Customers who may be one: pairs found by comparing what we know of them, decided by people.
///
/// `Matching` compares customers and weighs what agrees, [Duplicates] keeps the pairs and what was decided about
/// them. Nothing here makes two customers one by itself: a member says so, and `customer` does it.
@NullMarked
package valentine.duplicate;

import org.jspecify.annotations.NullMarked;
