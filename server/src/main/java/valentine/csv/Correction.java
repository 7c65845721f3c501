package valentine.csv;

/// What came of a correction of a mapping.
public sealed interface Correction {
    record Corrected(Mapping mapping) implements Correction {}

    /// A correction that cannot be followed, with a sentence that lists what can be said.
    record Misunderstood(String sentence) implements Correction {}
}
