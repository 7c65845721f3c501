package valentine.feed;

import java.util.List;

/// What came of reading a document as a feed.
sealed interface Reading {
    /// It is one.
    ///
    /// @param entries the newest ones
    record Read(String title, List<Entry> entries) implements Reading {
        public Read {
            entries = List.copyOf(entries);
        }
    }

    /// It is none, in words.
    record NoFeed(String why) implements Reading {}
}
