package valentine.team;

/// The number of a branch.
public record BranchId(long value) {}
