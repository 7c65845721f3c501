package valentine.conversation;

import java.util.ArrayList;
import java.util.List;

/// The part of a text in which something was found, in pieces of which some are marked.
record Snippet(List<Piece> pieces) {
    private static final int BEFORE = 60;
    private static final int LONGEST = 200;

    Snippet {
        pieces = List.copyOf(pieces);
    }

    record Piece(String text, boolean isFound) {}

    /// The surroundings of the first word found; the beginning where none is.
    static Snippet of(String text, List<String> asked) {
        String line = Ends.line(text, 20_000);
        List<int[]> found = found(line, asked);
        int from = found.isEmpty() ? 0 : Math.max(0, found.getFirst()[0] - BEFORE);
        while (from > 0 && !Character.isWhitespace(line.charAt(from - 1)) && from > found.getFirst()[0] - BEFORE - 20)
            from--;
        int until = Math.min(line.length(), from + LONGEST);
        if (until < line.length() && Character.isHighSurrogate(line.charAt(until - 1))) until--;
        List<Piece> pieces = new ArrayList<>();
        int at = from;
        if (from > 0) pieces.add(new Piece("… ", false));
        for (int[] one : found) {
            if (one[0] < at || one[1] > until) continue;
            if (one[0] > at) pieces.add(new Piece(line.substring(at, one[0]), false));
            pieces.add(new Piece(line.substring(one[0], one[1]), true));
            at = one[1];
        }
        if (at < until) pieces.add(new Piece(line.substring(at, until), false));
        if (until < line.length()) pieces.add(new Piece(" …", false));
        return new Snippet(pieces);
    }

    /// Where the words stand in the text: word by word, each folded for itself, so that places stay right.
    private static List<int[]> found(String line, List<String> asked) {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (!isWord(line.codePointAt(at))) {
                at += Character.charCount(line.codePointAt(at));
                continue;
            }
            int end = at;
            while (end < line.length() && isWord(line.codePointAt(end)))
                end += Character.charCount(line.codePointAt(end));
            String word = SearchWords.plain(line.substring(at, end));
            if (asked.stream().anyMatch(word::startsWith)) found.add(new int[] {at, end});
            at = end;
        }
        return found;
    }

    private static boolean isWord(int character) {
        return Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK;
    }
}
