/// How likely each customer is to buy again, learned from purchases alone and checked on their own past.
///
/// [Past] holds the purchases; [Judgement] compares the candidates on earlier days, keeps the simplest that does not
/// lose, and foretells by its [Outlook]; a [Standing] says how one customer stands, with reasons. Nothing here knows a
/// database: the server and the `score` command run the same code.
@NullMarked
package valentine.staying;

import org.jspecify.annotations.NullMarked;
