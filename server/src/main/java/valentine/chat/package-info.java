/// The chat on a firm's own pages: what a visitor says there comes in, and our answers come up at once.
///
/// A page carries one script, `/chat/widget.js`; it speaks to [Endpoints] with a token of its own and no cookie. A
/// visitor is only a claim, whatever he types, until the site proves with the connection's secret who he is. What he
/// says is an arrival of the thread `chat:<visitor>`; the words stand in `channel`, and [Lines] keeps their order here.
/// [Streams] carries to every open widget what is new in any server. An answer that nobody saw goes on by e-mail:
/// [Onward].
///
/// Later words ask [Talks] who is here and writing, tell it that one of us writes, and hear of both with a [Watcher].
@NullMarked
package valentine.chat;

import org.jspecify.annotations.NullMarked;
