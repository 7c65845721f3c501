package valentine.customer;

import java.time.Instant;

/// Something that is kept of people and may be let go when it is old: a module has one such bean for each.
///
/// Nothing of it happens by itself: for how long it is kept decides the firm, see the rules of retention.
public interface Ageing {
    /// A word of its own, such as "refused-messages".
    String key();

    /// What it is, in plain words: "Messages of programs that could not be stored".
    String what();

    /// How much is older.
    long count(Instant before);

    /// Lets go at most so much of what is older, in the caller's transaction; returns how much that was.
    long forget(Instant before, int most);
}
