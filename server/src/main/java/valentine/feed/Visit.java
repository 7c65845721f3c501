package valentine.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of calling a feed.
sealed interface Visit {
    /// It was read.
    ///
    /// @param url where it is from now on: the same, or where it moved for good
    record Got(
            Reading.Read what,
            String url,
            @Nullable String etag,
            @Nullable String modified) implements Visit {}

    /// Nothing is new.
    record Same() implements Visit {}

    /// It could not be read, in words; the site may say when to come again.
    record Failed(String why, Duration atLeast) implements Visit {}
}
