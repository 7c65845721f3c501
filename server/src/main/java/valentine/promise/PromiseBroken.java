package valentine.promise;

import java.time.Instant;

/// The moment of a promise passed and it was not kept.
public record PromiseBroken(PromiseId promise, Instant due) {}
