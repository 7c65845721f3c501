package valentine.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that stands in a feed.
///
/// @param key what the feed calls it
/// @param text without markup
/// @param at when it was published, if it says so
record Entry(
        String key,
        String title,
        String text,
        String link,
        @Nullable Instant at) {}
