package valentine.feed;

/// The number of a feed.
record FeedId(long value) {}
