package valentine.channel;

/// The number of what came in.
public record ArrivalId(long value) {}
