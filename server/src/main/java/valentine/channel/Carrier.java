package valentine.channel;

import java.util.Optional;

/// Hands messages of a medium over to the other side; one bean for each medium.
///
/// It is called outside a transaction, for one message of a connection after the other. It takes care of its own limits
/// of time; a slow one holds up no other connection.
public interface Carrier {
    Medium medium();

    /// Hands it over. Where it throws, nothing is known: the message is then in doubt, unless nobody could be reached
    /// at
    /// all or a repeat is the same.
    Handover hand(Parcel parcel) throws Exception;

    /// Why it never takes a message like this, with what to do instead: for its length, its files. Nothing where it
    /// may.
    default Optional<String> refusal(Connection connection, Outgoing what) {
        return Optional.empty();
    }

    /// Whether the other side knows a second handing over of the same message as the first.
    default boolean knowsRepeats() {
        return false;
    }
}
