package valentine.audit;

/// What a walk along the chain found.
public sealed interface Finding {
    /// Every entry is as it was written.
    record Whole(Head head) implements Finding {}

    /// This is the first entry that is not.
    record Broken(long id, String why) implements Finding {}
}
