package valentine.models.survival;

/// The chance that a customer who has not left is still in sight after a time (not censored).
final class InSight {
    private final Ledger ledger;
    private final double[] chance;

    InSight(Lifetimes lifetimes) {
        this.ledger = lifetimes.ledger();
        this.chance = ledger.inSight();
    }

    /// Above zero; a time at which nobody is in sight any more is refused.
    double at(double time) {
        int last = ledger.last(time);
        double found = last < 0 ? 1 : chance[last];
        if (!(found > 0)) {
            throw new IllegalArgumentException(
                    "At " + time + " nobody was in sight any more to tell how long others stay");
        }
        return found;
    }
}
