package valentine.simulation;

import java.util.Locale;

/// The five customers at the front of every simulation, whose stories are written by hand.
public enum Cast {
    /// Loyal for three years.
    ANNA("Anna Bergström", "Comes every week for three years and tells everybody at work about us."),
    /// Disappointed by us.
    BEN(
            "Ben Hartley",
            "Bought every second week until a promised refund was not paid; he asked three times and went silent."),
    /// Fond, but not buying.
    CHIDI("Chidi Okafor", "Bought one present for his mother, was delighted, said so, and never came again."),
    /// Fading away.
    DOLORES(
            "Dolores Ibáñez",
            "Wrote us long letters once; her gaps grew, her replies shrank, and last she left the newsletter."),
    /// Faithful, and in need of a kind word.
    EMI(
            "Emi Tanaka",
            "Buys for her studio and has just had the hardest week of her year: the moment for a thoughtful word.");

    private final String displayName;
    private final String story;

    Cast(String displayName, String story) {
        this.displayName = displayName;
        this.story = story;
    }

    /// The id in all files.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String displayName() {
        return displayName;
    }

    /// What happened, in one sentence.
    public String story() {
        return story;
    }
}
