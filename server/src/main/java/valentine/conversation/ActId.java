package valentine.conversation;

/// The number of what somebody did in one go, to one conversation or many, and can undo in one go.
public record ActId(long value) {}
