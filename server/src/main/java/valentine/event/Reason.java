package valentine.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a message was refused, in words that say how it is mended.
enum Reason {
    NOT_AN_OBJECT("A message is a JSON object."),
    TOO_LARGE("The message is larger than 32 KB. Send less with it."),
    TOO_DEEP("The message is nested more than 32 levels deep."),
    NUMBER("A number in the message is beyond reason."),
    TYPE("The type is none of identify, track, page, screen, group and alias."),
    NOBODY("The message says neither userId nor anonymousId, or both stand for nobody in particular."),
    NO_EVENT("A track message needs the name of its event."),
    NO_PREVIOUS("An alias needs the previousId that it replaces."),
    NO_GROUP("A group message needs its groupId."),
    PROPERTIES("The properties are not an object."),
    TRAITS("The traits are not an object."),
    TIME("The timestamp is none. Write it like 2026-03-03T09:30:00Z."),
    MONEY("The money is not a number, or has more than twelve digits."),
    CURRENCY("The currency is not a code of three letters, such as EUR."),
    NOT_STORED("The database would not take it.");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    /// In a few words.
    String words() {
        return switch (this) {
            case NOT_AN_OBJECT -> "No object";
            case TOO_LARGE -> "Too large";
            case TOO_DEEP -> "Too deep";
            case NUMBER -> "Number beyond reason";
            case TYPE -> "Unknown type";
            case NOBODY -> "Nobody named";
            case NO_EVENT -> "No event";
            case NO_PREVIOUS -> "No previousId";
            case NO_GROUP -> "No groupId";
            case PROPERTIES -> "Odd properties";
            case TRAITS -> "Odd traits";
            case TIME -> "No time";
            case MONEY -> "Odd money";
            case CURRENCY -> "Odd currency";
            case NOT_STORED -> "Refused by the database";
        };
    }

    /// As it is kept and stands in addresses.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Reason> of(String key) {
        return Arrays.stream(values())
                .filter(reason -> reason.key().equals(key))
                .findFirst();
    }
}
