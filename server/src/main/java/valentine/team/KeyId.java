package valentine.team;

/// The number of a key.
public record KeyId(long value) {}
