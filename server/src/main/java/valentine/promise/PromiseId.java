package valentine.promise;

/// The number of a promise.
public record PromiseId(long value) {}
