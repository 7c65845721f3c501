package valentine.channel;

/// Offers a medium under Settings, Channels. The word for a medium has one such bean; the pages behind it are its own.
public interface ConnectionKind {
    Medium medium();

    /// What it is good for, in one sentence for who runs the firm.
    String describe();

    /// The page that sets up another one.
    String newPath();

    /// The page of one that is set up.
    String path(ConnectionId id);
}
