/// What was done here that touches who may do what, in a chain that shows every later change.
///
/// Each entry carries the hash of the one before it, and is written in the transaction of the act itself. Entries name
/// members and keys by number: names and addresses stand elsewhere, where they can be forgotten.
@NullMarked
package valentine.audit;

import org.jspecify.annotations.NullMarked;
