/// What the customer allows, and what his data are used for: open to him, and kept by us.
///
/// A [Purpose] says for what data are used, on what ground and how long ([Purposes]). What customers said about it is
/// kept statement by statement in [Consents]; whoever wants to use something asks [Consents#may] at that moment and
/// gets
/// [Allowed]. [SensitiveFields] keeps what is sensitive, each kind only for a purpose and encrypted under a key of
/// the customer, and lets the rest go. [DataUses] remembers each use of somebody's data once, with who and what for.
///
/// Everything is kept under the profile of the time and read by head, so it follows customers who are put together or
/// parted by that alone. `ConsentSaid` tells later words what was said.
@NullMarked
package valentine.transparency;

import org.jspecify.annotations.NullMarked;
