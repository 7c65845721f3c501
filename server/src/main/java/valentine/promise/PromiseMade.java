package valentine.promise;

/// A promise was made.
public record PromiseMade(PromiseId promise) {}
