package valentine.effort;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// What one conversation took its customer.
///
/// @param medium the key of the channel by which it began
/// @param repeats how often he had to come again about it
/// @param transfers how often it went from one of us to another
/// @param switches how often he came by another channel than before
/// @param waited how long he waited for us, all in all; nothing where he waits for nobody and never did
record Matter(
        long conversation,
        CustomerId customer,
        String subject,
        String medium,
        Instant askedAt,
        int repeats,
        int transfers,
        int switches,
        @Nullable Duration waited) {}
