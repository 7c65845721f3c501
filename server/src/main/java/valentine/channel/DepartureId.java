package valentine.channel;

/// The number of what goes out.
public record DepartureId(long value) {}
