package valentine.channel;

/// The number of a connection.
public record ConnectionId(int value) {}
