package valentine.customer;

/// How far we trust what is said about somebody: a later word of the same trust goes before an earlier one, and a more
/// trusted word before both.
public enum Trust {
    /// A browser said so: it can claim anything.
    CLAIMED,
    /// It was filled in with an order.
    FILLED,
    /// The firm's own programs and files said so.
    SAID,
    /// One of us chose it.
    CHOSEN;

    /// Whether it may join what we know of somebody for sure.
    public boolean isVerified() {
        return this != CLAIMED;
    }
}
