package valentine.pace;

/// Number of a [Policy].
public record PolicyId(int value) {}
