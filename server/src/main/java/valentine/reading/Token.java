package valentine.reading;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A word, a run of digits or one other sign of a text, and where it stands.
///
/// @param word in small letters, with a plain apostrophe and without accents
/// @param capital whether it begins with a capital letter
record Token(String word, int start, int end, boolean capital) {
    private static final int LONGEST_WORD = 40;

    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            int end = at + 1;
            if (Character.isLetter(first)) {
                while (end < text.length() && isInWord(text, end)) end++;
            } else if (isDigit(first)) {
                while (end < text.length() && isDigit(text.charAt(end))) end++;
            } else if (Character.isWhitespace(first)) {
                at = end;
                continue;
            }
            tokens.add(new Token(plain(text, at, end), at, end, Character.isUpperCase(first)));
            at = end;
        }
        return tokens;
    }

    boolean is(String other) {
        return word.equals(other);
    }

    boolean isNumber() {
        return isDigit(word.charAt(0));
    }

    boolean isWord() {
        return Character.isLetter(word.charAt(0));
    }

    /// The number that it is, or -1.
    int number() {
        return isNumber() && word.length() <= 5 ? Integer.parseInt(word) : -1;
    }

    boolean touches(Token next) {
        return end == next.start;
    }

    private static boolean isInWord(String text, int at) {
        char sign = text.charAt(at);
        if (Character.isLetter(sign)) return true;
        boolean apostrophe = sign == '\'' || sign == '’';
        return apostrophe && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private static String plain(String text, int start, int end) {
        // No word that we know is as long, and a short one costs little to normalise.
        String word = text.substring(start, Math.min(end, start + LONGEST_WORD)).toLowerCase(Locale.ROOT);
        String bare = Normalizer.normalize(word.replace('’', '\''), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return bare.isEmpty() ? word : bare;
    }
}
