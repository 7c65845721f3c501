package valentine.simulation;

import org.jspecify.annotations.Nullable;
import valentine.simulation.Biography.Truth;

/// The five customers at the front of every simulation, whose stories are written by hand.
public enum Cast {
    /// Loyal for three years, every week, and telling everybody.
    ANNA(
            new Person("anna", "Anna Bergström", "anna@example.org", "+46 555 0000001", "", "SE", "Uppsala"),
            new Truth("regular", 64, null, 13.5, 0.97),
            "Comes every week for three years and tells everybody at work about us."),
    /// Two years of coffee, then a refund that was promised and never paid.
    BEN(
            new Person("ben", "Ben Hartley", "ben@example.org", "+44 555 0000002", "", "GB", "Bristol"),
            new Truth("regular", 26, 93L, 28, 0.04),
            "Bought every second week until a promised refund was not paid; he asked three times and went silent."),
    /// One present for his mother, pure delight, and no reason to come back yet.
    CHIDI(
            new Person("chidi", "Chidi Okafor", "chidi@example.org", "+234 555 0000003", "", "NG", "Lagos"),
            new Truth("once", 0, 419L, 66.4, 0.95),
            "Bought one present for his mother, was delighted, said so to everybody, and never came again."),
    /// Longer gaps, shorter replies, then the newsletter stopped.
    DOLORES(
            new Person("dolores", "Dolores Ibáñez", "dolores@example.org", "+34 555 0000004", "", "ES", "Cádiz"),
            new Truth("regular", 17, 198L, 14.5, 0.12),
            "Wrote us long letters once; her gaps grew, her replies shrank, and last she left the newsletter."),
    /// The faithful buyer of a studio, at the end of a week in which everything went wrong for her.
    EMI(
            new Person(
                    "emi",
                    "Emi Tanaka",
                    "emi@example.org",
                    "+81 555 0000005",
                    "Harbour Museum Studio",
                    "JP",
                    "Kōbe"),
            new Truth("company", 12, null, 128.6, 0.9),
            "Buys for her studio and has just had the hardest week of her year: the moment for a thoughtful word.");

    private final Person person;
    private final Truth truth;
    private final String story;

    /// The truth counts the day of leaving backwards from the end.
    Cast(Person person, Truth truth, String story) {
        this.person = person;
        this.truth = truth;
        this.story = story;
    }

    /// The id in all files.
    public String id() {
        return person.id();
    }

    /// The full name.
    public String displayName() {
        return person.name();
    }

    /// What happened, in one sentence.
    public String story() {
        return story;
    }

    Person person() {
        return person;
    }

    Truth truth(long lastDay) {
        @Nullable Long daysAgo = truth.leftDay();
        Long left = daysAgo == null ? null : Long.valueOf(lastDay - daysAgo);
        return new Truth(truth.segment(), truth.ratePerYear(), left, truth.meanSpend(), truth.fondness());
    }
}
