package valentine.promise;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import valentine.customer.CustomerId;
import valentine.reading.PromiseKind;
import valentine.web.Money;

/// Words of ours that sound like a promise, waiting for somebody to say whether they are one.
///
/// @param quote the words around the phrase, which stands in them from `from` to `to`
record Proposal(
        long id,
        CustomerId customer,
        String name,
        long interaction,
        Instant saidAt,
        String channel,
        String quote,
        int from,
        int to,
        PromiseKind kind,
        Instant due,
        ZoneId zone,
        Instant review,
        Optional<Money> money) {
    String before() {
        return quote.substring(0, from);
    }

    String phrase() {
        return quote.substring(from, to);
    }

    String after() {
        return quote.substring(to);
    }

    Deadline deadline() {
        return new Deadline(due, zone).reviewed(review);
    }
}
