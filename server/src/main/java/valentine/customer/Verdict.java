package valentine.customer;

/// What somebody decided about two customers, or why it cannot be.
public sealed interface Verdict {
    /// The number of a decision, by which it can be taken back.
    record Id(long value) {}

    /// It holds now.
    record Given(Id id) implements Verdict {}

    /// It changed nothing; says why.
    record Refused(String why) implements Verdict {}
}
