package valentine.transparency;

import java.time.Instant;
import valentine.customer.CustomerId;

/// A customer said what we may do; published in the transaction that keeps it.
public record ConsentSaid(
        long id, CustomerId profile, PurposeKey purpose, Channel channel, ConsentWord word, Instant at) {}
