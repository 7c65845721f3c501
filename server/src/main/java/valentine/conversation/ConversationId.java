package valentine.conversation;

/// The number of a conversation.
public record ConversationId(long value) {}
