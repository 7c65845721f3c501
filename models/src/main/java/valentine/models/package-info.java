/// The mathematics of staying: how likely a customer is to come back, how often and for how much.
///
/// Everything here works on primitive values and arrays; it knows no database, no clock and no framework.
@NullMarked
package valentine.models;

import org.jspecify.annotations.NullMarked;
