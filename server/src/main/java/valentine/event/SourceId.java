package valentine.event;

/// The number of a source.
public record SourceId(int value) {}
