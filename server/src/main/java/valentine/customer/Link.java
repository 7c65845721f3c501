package valentine.customer;

import java.time.Instant;

/// Two handles that a message named together: the weaker points to the one under which the message is kept.
///
/// @param claimed only a browser said so
/// @param at when it was first said
record Link(Handle from, Handle to, boolean claimed, Instant at) {
    /// The same two, whenever and by whomever it was said.
    record Ends(Handle from, Handle to) {}

    Ends ends() {
        return new Ends(from, to);
    }

    Link and(Link other) {
        return new Link(from, to, claimed && other.claimed, at.isBefore(other.at) ? at : other.at);
    }

    /// Whether another, once stored, says nothing that this does not.
    boolean covers(Link other) {
        return (!claimed || other.claimed) && !at.isAfter(other.at);
    }
}
