/// What we tell people of their data, and how we forget them.
///
/// [Erasures] forgets a customer through every [valentine.customer.PersonalData], part by part, so that it goes on
/// where
/// it was cut off, and keeps him out by fingerprints of his handles; [Takeouts] hands a customer all that is kept of
/// him; [Requests] are what people ask of us, each with its clock. [DataMap] is the single source of what is kept of
/// whom and why: every column of every schema stands in the `data-map.csv` beside its migrations, or a test fails.
///
/// The list of erasures lives outside the database too, in the [Journal]: a backup from before that is put back is
/// erased again before anybody is served.
@NullMarked
package valentine.erasure;

import org.jspecify.annotations.NullMarked;
