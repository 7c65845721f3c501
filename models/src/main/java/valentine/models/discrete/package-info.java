/// Customers who can buy once at each of equally spaced opportunities: a yearly appeal, a monthly box, a season.
///
/// A summary is how often a customer bought at the opportunities after the first purchase (`frequency`), at which of
/// them last (`recency`, 0 for never) and how many there were (`opportunities`).
@NullMarked
package valentine.models.discrete;

import org.jspecify.annotations.NullMarked;
