/// How people and programs get in: the doors, sign-in with its second step, passkeys, invites, and each member's own
/// security.
///
/// A member is signed in by the cookie of a session, a program by a key. What each may then do stands in the
/// permission table of `team`. Every try at a credential is counted by the address of the connection and by the
/// account.
@NullMarked
package valentine.access;

import org.jspecify.annotations.NullMarked;
