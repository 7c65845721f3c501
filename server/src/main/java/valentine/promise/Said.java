package valentine.promise;

import java.time.Instant;

/// Where a promise was said: the interaction in the history, and its words.
public record Said(long interaction, Instant at, String quote) {}
