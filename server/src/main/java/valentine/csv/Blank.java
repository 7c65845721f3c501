package valentine.csv;

import java.util.Locale;
import java.util.Set;

/// Texts that stand for nothing.
final class Blank {
    private static final Set<String> NOTHING =
            Set.of("null", "nil", "none", "nan", "nat", "n/a", "#n/a", "na", "-", "--", "(null)", "(blank)", "\\n");

    private Blank() {}

    static boolean is(String text) {
        if (text.isBlank()) return true;
        return text.length() <= 9
                && !isDigit(text.charAt(0))
                && NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isDigit(char first) {
        return first >= '0' && first <= '9';
    }
}
