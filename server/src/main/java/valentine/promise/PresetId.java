package valentine.promise;

/// The number of a preset.
public record PresetId(long value) {}
