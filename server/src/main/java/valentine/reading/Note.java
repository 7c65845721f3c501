package valentine.reading;

import java.time.Instant;
import java.util.Optional;
import valentine.web.Money;

/// What a member typed to make a promise, understood as far as it goes.
///
/// @param what the words without the date
public record Note(String what, PromiseKind kind, Optional<Instant> due, Optional<Money> money) {
    static final int LONGEST = 500;
}
