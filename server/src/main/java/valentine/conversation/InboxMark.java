package valentine.conversation;

import gg.jte.Content;
import java.util.List;
import java.util.Map;

/// A few letters that another module adds to lines of the inbox.
public interface InboxMark {
    /// For those of these conversations that have one; asked once for a whole page.
    Map<ConversationId, Content> of(List<ConversationId> conversations);
}
