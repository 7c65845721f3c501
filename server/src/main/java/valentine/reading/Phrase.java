package valentine.reading;

import java.util.List;

/// The words of a text by their places; what lies beyond either end is empty.
record Phrase(List<Token> tokens) {
    int size() {
        return tokens.size();
    }

    String word(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).word() : "";
    }

    boolean is(int at, String... words) {
        String word = word(at);
        for (String each : words) {
            if (word.equals(each)) return true;
        }
        return false;
    }

    /// A number in digits or words, or -1.
    int number(int at) {
        int digits = digits(at);
        return digits >= 0 ? digits : DateWords.number(word(at));
    }

    /// A number in digits, or -1.
    int digits(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).number() : -1;
    }

    /// Whether nothing stands between this and the next.
    boolean touchesNext(int at) {
        return at >= 0 && at + 1 < tokens.size() && tokens.get(at).touches(tokens.get(at + 1));
    }
}
