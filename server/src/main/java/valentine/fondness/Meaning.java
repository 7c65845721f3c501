package valentine.fondness;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.history.Kind;

/// What an interaction says about a feeling.
///
/// An answer is good when it stands where people recommend unasked: 9 and 10 of 10, five stars, 7 of 7. One step below
/// (7 and 8, four stars) is half good; everything else is not.
///
/// @param share what of it is good, from 0 to 1
record Meaning(EvidenceKind kind, double share, String words) {
    private static final double GOOD_FROM = 0.85;
    private static final double HALF_GOOD_FROM = 0.65;

    /// The kinds of interactions that say something.
    static final Kind[] KINDS = {
        Kind.SURVEY_ANSWER,
        Kind.REVIEW,
        Kind.COMPLAINT,
        Kind.THANKS,
        Kind.REFUND,
        Kind.PROMISE_KEPT,
        Kind.PROMISE_BROKEN,
        Kind.UNSUBSCRIBE
    };

    static String[] keys() {
        return Arrays.stream(KINDS).map(Kind::key).toArray(String[]::new);
    }

    /// Empty where it says nothing, as an answer without a number.
    static Optional<Meaning> of(String kind, String title, @Nullable String score, @Nullable String scale) {
        if (kind.equals(Kind.SURVEY_ANSWER.key())) return answer(EvidenceKind.SURVEY_ANSWER, score, scale, 10);
        if (kind.equals(Kind.REVIEW.key())) return answer(EvidenceKind.REVIEW, score, scale, 5);
        EvidenceKind known = EvidenceKind.of(kind);
        return Optional.of(new Meaning(known, known.goodByItself(), title));
    }

    private static Optional<Meaning> answer(
            EvidenceKind kind, @Nullable String score, @Nullable String scale, double usual) {
        double given = number(score);
        double said = number(scale);
        double highest = said >= 2 ? said : given <= usual ? usual : given <= 10 ? 10 : 100;
        if (!(given >= 0 && given <= highest)) return Optional.empty();
        // From five up to seven scales begin at one, longer ones at zero.
        double lowest = highest < 10 ? Math.min(1, given) : 0;
        double place = (given - lowest) / (highest - lowest);
        double share = place >= GOOD_FROM ? 1 : place >= HALF_GOOD_FROM ? 0.5 : 0;
        String words = kind == EvidenceKind.REVIEW && highest == 5
                ? "Gave " + plain(given) + " of 5 stars"
                : "Answered " + plain(given) + " of " + plain(highest);
        return Optional.of(new Meaning(kind, share, words));
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) && number < 1e6 ? Long.toString((long) number) : Double.toString(number);
    }
}
