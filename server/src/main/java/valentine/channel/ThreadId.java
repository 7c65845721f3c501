package valentine.channel;

/// The number of a thread.
public record ThreadId(long value) {}
