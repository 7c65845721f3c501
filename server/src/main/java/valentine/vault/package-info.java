/// How secrets are encrypted: what lies in the database is of no use without what lies outside it.
///
/// [Vault] seals under the master key, which is in the environment or in a file of the data folder and never in the
/// database, a backup or a log. [PersonalKeys] gives each person a key of his own, kept in a file beside the database:
/// once it is destroyed, nobody can read what was sealed under it, in no backup either.
@NullMarked
package valentine.vault;

import org.jspecify.annotations.NullMarked;
