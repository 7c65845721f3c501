package valentine.effort;

import valentine.models.Share;

/// What is asked of each conversation, answered by yes or no.
enum Measure {
    REPEATED("Came again", false),
    TRANSFERRED("Handed over", false),
    SWITCHED("Changed channel", false),
    IN_A_DAY("Within a day", true),
    COMPLAINT("Complaints", false),
    PRAISE("Praise", true),
    WELL("Spoke well", true),
    SETTLED("Settled", true);

    private final String label;
    private final boolean isGood;

    Measure(String label, boolean isGood) {
        this.label = label;
        this.isGood = isGood;
    }

    String label() {
        return label;
    }

    /// Whether more of it is better.
    boolean isGood() {
        return isGood;
    }

    Share of(Counted counted) {
        return switch (this) {
            case REPEATED -> Share.of(counted.repeated(), counted.asked());
            case TRANSFERRED -> Share.of(counted.transferred(), counted.asked());
            case SWITCHED -> Share.of(counted.switched(), counted.asked());
            case IN_A_DAY -> Share.of(counted.inADay(), counted.dayOld());
            case COMPLAINT -> Share.of(counted.complained(), counted.asked());
            case PRAISE -> Share.of(counted.praised(), counted.asked());
            case WELL -> Share.of(counted.well(), counted.told());
            case SETTLED -> Share.of(counted.settled(), counted.grown());
        };
    }
}
