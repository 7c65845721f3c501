package valentine.proof;

import java.util.Locale;
import java.util.OptionalDouble;
import valentine.models.Difference;
import valentine.models.Share;

/// How figures of a track record are written.
final class Figures {
    private Figures() {}

    /// "62 % (58 to 66)".
    static String share(Share share) {
        return share.total() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.0f %% (%.0f to %.0f)",
                        100 * share.value(),
                        100 * share.low(),
                        100 * share.high());
    }

    /// "−0.012 (−0.020 to −0.004)".
    static String difference(Difference difference) {
        return difference.mean() == 0 && difference.low() == 0 && difference.high() == 0
                ? "the same"
                : String.format(
                                Locale.ROOT,
                                "%+.4f (%+.4f to %+.4f)",
                                difference.mean(),
                                difference.low(),
                                difference.high())
                        .replace('-', '−');
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// A share of one in points: "2.4".
    static String points(double share) {
        return number(100 * share, 1);
    }

    /// "+4 %"; a dash where nothing came.
    static String bias(OptionalDouble share) {
        return share.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%+.0f %%", 100 * share.getAsDouble())
                        .replace('-', '−');
    }

    static String optional(OptionalDouble value, int digits) {
        return value.isEmpty() ? "–" : number(value.getAsDouble(), digits);
    }
}
