package valentine.conversation;

import gg.jte.Content;
import java.util.Optional;

/// A part of a conversation's side that another module contributes.
public interface SidePanel {
    /// Smaller stands higher.
    int order();

    /// What to show beside this conversation, if there is anything.
    Optional<Content> show(ConversationId conversation);
}
