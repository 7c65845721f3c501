package valentine.reading;

import java.time.LocalTime;
import java.util.Optional;

/// Reads at which hour something will be done: "at 3", "5:30 pm", "um 14 Uhr", "in the afternoon".
record HourPhrases(Phrase phrase) {
    /// An hour, and where the phrase that says it ends.
    record Hit(int until, LocalTime time) {}

    /// The hour said after a day: "Friday morning", "tomorrow at 3".
    Optional<Hit> after(int day) {
        int at = phrase.is(day, ",") ? day + 1 : day;
        LocalTime part = DateWords.part(phrase.word(at));
        if (part != null) return at(at + 1, false).or(() -> hit(at + 1, part));
        LocalTime named = phrase.is(at, "in") && phrase.is(at + 1, "the") ? DateWords.part(phrase.word(at + 2)) : null;
        return named != null ? hit(at + 3, named) : at(at, false);
    }

    /// @param bare whether an hour stands without a day, led by a word such as "by"
    Optional<Hit> at(int from, boolean bare) {
        int at = from;
        boolean led = bare;
        while (at < from + 2 && phrase.is(at, "at", "by", "before", "um", "gegen", "bis", "around", "vor", "@")) {
            at++;
            led = true;
        }
        LocalTime part = DateWords.part(phrase.word(at));
        if (part != null && led) return hit(at + 1, part);
        int hour = phrase.digits(at);
        if (hour < 0 || hour > 24) return Optional.empty();
        boolean withMinutes = hasMinutes(at + 1);
        int minute = withMinutes ? phrase.number(at + 2) : 0;
        int end = withMinutes ? at + 3 : at + 1;
        boolean noon = hour <= 12;
        if (noon && isMeridiem(end, "p")) return hit(afterMeridiem(end), LocalTime.of(hour % 12 + 12, minute));
        if (noon && isMeridiem(end, "a")) return hit(afterMeridiem(end), LocalTime.of(hour % 12, minute));
        if (phrase.is(end, "uhr", "h", "hrs")) return hit(end + 1, LocalTime.of(hour % 24, minute));
        if (phrase.is(end, "o'clock")) return hit(end + 1, LocalTime.of(inBusiness(hour), minute));
        if (withMinutes && led) return hit(end, LocalTime.of(hour % 24, minute));
        boolean plain = led
                && !bare
                && hour >= 1
                && hour <= 12
                && !phrase.is(end, "%", "€", "/")
                && DateWords.unit(phrase.word(end)) == null;
        return plain ? hit(end, LocalTime.of(inBusiness(hour), minute)) : Optional.empty();
    }

    private boolean hasMinutes(int sign) {
        return phrase.is(sign, ":", ".")
                && phrase.touchesNext(sign - 1)
                && phrase.number(sign + 1) >= 0
                && phrase.word(sign + 1).length() == 2
                && phrase.touchesNext(sign);
    }

    // "at 3" is the afternoon.
    private static int inBusiness(int hour) {
        return hour >= 1 && hour <= 7 ? hour + 12 : hour;
    }

    private boolean isMeridiem(int at, String letter) {
        return phrase.is(at, letter + "m")
                || (phrase.is(at, letter) && phrase.is(at + 1, ".") && phrase.is(at + 2, "m"));
    }

    private int afterMeridiem(int at) {
        if (phrase.word(at).length() == 2) return at + 1;
        return phrase.is(at + 3, ".") ? at + 4 : at + 3;
    }

    private static Optional<Hit> hit(int until, LocalTime time) {
        return Optional.of(new Hit(until, time));
    }
}
