package valentine.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// A feed of a customer.
///
/// @param title what it calls itself; the address until it was read
/// @param etag by which the site says that nothing is new, and modified likewise
/// @param trouble why it could not be read, in words
/// @param lastAt when it was read last
record Feed(
        FeedId id,
        CustomerId customer,
        String url,
        String title,
        @Nullable String etag,
        @Nullable String modified,
        int failures,
        @Nullable String trouble,
        @Nullable Instant lastAt) {
    String name() {
        return title.isEmpty() ? url : title;
    }
}
