package valentine.promise;

/// A promise ended.
public record PromiseEnded(PromiseId promise, Outcome outcome) {}
