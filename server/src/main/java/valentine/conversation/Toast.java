package valentine.conversation;

import org.jspecify.annotations.Nullable;

/// What was just done, while it can be undone.
///
/// @param undo the path to post to
/// @param message a message that is taken back with it; null where none is
record Toast(String said, String undo, ActId act, @Nullable MessageId message) {}
