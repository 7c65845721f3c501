/// How we reach PostgreSQL: the embedded server or one by URL, migrations, backup.
///
/// [DataFolder] is the folder that one process owns; [Database] is the open way to PostgreSQL, embedded or not.
/// An embedded server that ends without us is started again; until then, and when the disk is full, an [Outage] says
/// what failed. Whatever keeps us from starting is a [CannotStart] whose message is the sentence for the person at the
/// console.
@NullMarked
package valentine.db;

import org.jspecify.annotations.NullMarked;
