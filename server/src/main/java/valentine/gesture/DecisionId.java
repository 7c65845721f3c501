package valentine.gesture;

/// The number of a decision.
public record DecisionId(long value) {}
