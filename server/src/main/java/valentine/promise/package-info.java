/// What we said we would do for a customer, and whether we did it.
@NullMarked
package valentine.promise;

import org.jspecify.annotations.NullMarked;
