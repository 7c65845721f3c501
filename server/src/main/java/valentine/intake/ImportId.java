package valentine.intake;

/// The number of an import.
public record ImportId(long value) {}
