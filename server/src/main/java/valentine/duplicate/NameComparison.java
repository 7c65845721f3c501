package valentine.duplicate;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// How alike two names are, word by word.
final class NameComparison {
    static final int DIFFERENT = 1;
    static final int ALIKE = 2;
    static final int CLOSE = 3;
    static final int SAME_COMMON = 4;
    static final int SAME_RARE = 5;

    private static final double ALIKE_FROM = 0.9;
    private static final int SHORTEST_WITH_SLIP = 4;
    private static final JaroWinklerSimilarity ALIKENESS = new JaroWinklerSimilarity();
    private static final LevenshteinDistance SLIP = new LevenshteinDistance(1);

    private NameComparison() {}

    /// How two words of names go together.
    enum Words {
        SAME,
        SHORT_FORM,
        INITIAL,
        SLIP,
        ALIKE,
        DIFFERENT;

        boolean isClose() {
            return this == SHORT_FORM || this == INITIAL || this == SLIP;
        }
    }

    static Words words(String one, String other) {
        if (one.equals(other)) return Words.SAME;
        if (one.length() == 1 || other.length() == 1) {
            return one.charAt(0) == other.charAt(0) ? Words.INITIAL : Words.DIFFERENT;
        }
        if (NameWords.isOneName(one, other)) return Words.SHORT_FORM;
        int shorter = Math.min(one.length(), other.length());
        if (shorter >= SHORTEST_WITH_SLIP && isOneSlip(one, other)) return Words.SLIP;
        // Of short words too many are alike by chance.
        return shorter >= SHORTEST_WITH_SLIP && alikeness(one, other) >= ALIKE_FROM ? Words.ALIKE : Words.DIFFERENT;
    }

    /// Whether one letter is wrong, missing or too many, or two neighbours changed places.
    static boolean isOneSlip(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1) return false;
        return SLIP.apply(one, other) >= 0 || isSwap(one, other);
    }

    static double alikeness(String one, String other) {
        return ALIKENESS.apply(one, other);
    }

    /// The degree in which two names agree that are not the same words.
    static int level(String[] one, String[] other) {
        String[] fewer = one.length <= other.length ? one : other;
        String[] more = fewer == one ? other : one;
        boolean[] taken = new boolean[more.length];
        boolean alike = false;
        int whole = 0;
        for (String word : fewer) {
            Words best = Words.DIFFERENT;
            int place = -1;
            for (int i = 0; i < more.length && best != Words.SAME; i++) {
                Words found = taken[i] ? Words.DIFFERENT : words(word, more[i]);
                if (found.compareTo(best) < 0) {
                    best = found;
                    place = i;
                }
            }
            if (place < 0) return givenNameStays(one, other) ? ALIKE : DIFFERENT;
            taken[place] = true;
            alike |= best == Words.ALIKE;
            if (best != Words.INITIAL) whole++;
        }
        // "Anna" alone, or initials alone, fit too many.
        boolean isPart = fewer.length == 1 && more.length > 1;
        return alike || isPart || whole == 0 ? ALIKE : CLOSE;
    }

    /// Whoever marries may change the family name; the given name stays.
    private static boolean givenNameStays(String[] one, String[] other) {
        return one.length > 1 && other.length > 1 && one[0].length() > 1 && words(one[0], other[0]) == Words.SAME;
    }

    private static boolean isSwap(String one, String other) {
        if (one.length() != other.length()) return false;
        int first = 0;
        while (first < one.length() && one.charAt(first) == other.charAt(first)) first++;
        return first + 1 < one.length()
                && one.charAt(first) == other.charAt(first + 1)
                && one.charAt(first + 1) == other.charAt(first)
                && one.regionMatches(first + 2, other, first + 2, one.length() - first - 2);
    }
}
