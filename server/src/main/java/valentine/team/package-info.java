/// Who works here and may do what: the firm, its members, roles, branches, sessions and invites, and the keys of its
/// programs.
///
/// The first start makes a one-time set-up link for the owner; there is no default password. [Permissions] is the one
/// table of every route and of who may take it. How somebody gets in is the word `access`.
@NullMarked
package valentine.team;

import org.jspecify.annotations.NullMarked;
