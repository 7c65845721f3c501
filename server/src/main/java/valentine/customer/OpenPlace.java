package valentine.customer;

import org.jspecify.annotations.Nullable;

/// A place where values may still lie open that are sensitive: they came before their kind was known or had a purpose.
/// A module has one such bean for each.
public interface OpenPlace {
    /// A word of its own, such as "traits".
    String key();

    /// What lies there, in plain words: "What was said about customers".
    String what();

    /// Goes through some of it in the caller's transaction: values of this kind are sealed where they can be, and taken
    /// out otherwise.
    ///
    /// @param from where the last step ended; empty at the beginning
    Step step(String kind, String from, int most);

    /// What one step did.
    ///
    /// @param next where the next one begins; null at the end
    /// @param looked how many rows were looked at
    /// @param found how many values lay open
    /// @param share how much of the place is behind us, from 0 to 1
    record Step(@Nullable String next, long looked, long found, double share) {}
}
