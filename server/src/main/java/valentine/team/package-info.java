/// Who works here and how they sign in: the firm, its members, sessions and one-time links.
///
/// The first start makes a one-time set-up link for the owner; there is no default password. Roles are kept from the
/// start; until they restrict anything every member is an owner.
@NullMarked
package valentine.team;

import org.jspecify.annotations.NullMarked;
