package valentine.duplicate;

/// What came of an answer.
sealed interface Outcome {
    /// It holds, and can be taken back by its number.
    record Decided(DecisionId id) implements Outcome {}

    /// Somebody was faster, or the two are customers no more.
    record Gone() implements Outcome {}

    /// There is no such pair, or no such decision.
    record Unknown() implements Outcome {}

    /// It cannot be; says why.
    record Refused(String why) implements Outcome {}
}
