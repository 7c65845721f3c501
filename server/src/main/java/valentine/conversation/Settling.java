package valentine.conversation;

import java.util.List;

/// Told whenever something was said or done in conversations, in the same transaction, so that what hangs on it is
/// worked out anew.
public interface Settling {
    /// Works out anew what hangs on these.
    ///
    /// @param heads conversations that stand for themselves, none twice
    void settled(List<ConversationId> heads);
}
