/// What proves who somebody is, besides a password: a code from an app, a passkey, a recovery code.
///
/// Knows members by number only; the module `access` asks for a second factor at sign-in and forgets all of them with a
/// member who leaves.
@NullMarked
package valentine.factor;

import org.jspecify.annotations.NullMarked;
