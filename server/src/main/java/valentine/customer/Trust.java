package valentine.customer;

/// How far we trust what is said about somebody: a later word of the same trust goes before an earlier one, and a more
/// trusted word before both.
public enum Trust {
    /// A browser said so: it can claim anything.
    CLAIMED(0),
    /// It was filled in with an order.
    FILLED(1),
    /// The firm's own programs and files said so.
    SAID(2),
    /// One of us chose it.
    CHOSEN(3);

    private final int rank;

    Trust(int rank) {
        this.rank = rank;
    }

    static Trust of(int rank) {
        return values()[rank];
    }

    /// As it is kept: the more, the surer.
    public int rank() {
        return rank;
    }

    /// Whether it may join what we know of somebody for sure.
    public boolean isVerified() {
        return this != CLAIMED;
    }
}
