package valentine.history;

/// The number of an import.
public record ImportId(long value) {}
