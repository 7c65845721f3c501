/// The inbox: what customers and we say to each other over any channel, and how each matter stands.
///
/// A [Conversation] is one matter over one or several threads of `channel`. [Conversations] answers, notes, assigns,
/// snoozes, resolves, merges and parts them; every change is a happening with who and when, and its clock (who waits
/// since when, when we first replied) is worked out by `Course` from messages and happenings alone. `Receiving` hears
/// what arrives. Merging rewrites no message, so that it is taken back exactly.
///
/// `InboxPage` lists, `ConversationPage` shows one; `Live` tells open pages what changed, who looks and who types.
///
/// Publishes the tables `conversation.conversation`, `conversation.message` and `conversation.happening`, from which
/// `effort` counts.
@NullMarked
package valentine.conversation;

import org.jspecify.annotations.NullMarked;
