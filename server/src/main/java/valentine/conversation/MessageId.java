package valentine.conversation;

/// The number of a message or note in a conversation.
public record MessageId(long value) {}
