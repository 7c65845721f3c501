package valentine.transparency;

/// Whether something may be done now.
public sealed interface Allowed {
    /// It may.
    record Yes() implements Allowed {}

    /// It may not, and why, in a sentence for our people.
    record No(Why why) implements Allowed {
        public String sentence() {
            return why.sentence();
        }
    }

    default boolean isYes() {
        return this instanceof Yes;
    }

    /// The reasons there are.
    enum Why {
        UNKNOWN("We know nobody by this number."),
        NO_PURPOSE("There is no such purpose. Register it under Settings, Purposes."),
        ENDED("This purpose is no longer used."),
        NEVER_ASKED("It needs consent, and nobody gave it for this way yet."),
        WITHDRAWN("The consent was withdrawn."),
        OBJECTED("The customer objected."),
        OBJECTED_TO_MARKETING("The customer objected to direct marketing.");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
