package valentine.duplicate;

/// The number of a decision about a pair.
record DecisionId(long value) {}
