package valentine.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What we wrote ourselves in a message, sentence by sentence: without what is quoted, forwarded or signed.
final class Sentences {
    private static final Set<String> ABBREVIATIONS = Set.of(
            "ca", "bzw", "dr", "mr", "mrs", "ms", "st", "approx", "inkl", "inc", "nr", "vgl", "p", "a", "e", "i");
    private static final List<String> QUOTED_FROM_HERE = List.of(
            "-----original message",
            "-----ursprüngliche nachricht",
            "---------- forwarded",
            "________________",
            "begin forwarded");
    private static final int LONGEST_INTRODUCTION = 200;

    private Sentences() {}

    /// A sentence, as the tokens from one up to another.
    record Sentence(int from, int until, boolean question) {}

    static List<Sentence> of(List<Token> tokens, String text) {
        List<Sentence> sentences = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            boolean gap = i + 1 == tokens.size()
                    || isBreak(text, tokens.get(i).end(), tokens.get(i + 1).start());
            if (gap || ends(tokens, i)) {
                sentences.add(new Sentence(from, i + 1, tokens.get(i).is("?")));
                from = i + 1;
            }
        }
        return sentences;
    }

    /// The text with spaces for every sign that is not ours; its length stays.
    static String ours(String text) {
        StringBuilder ours = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            String line = text.substring(at, end).strip();
            if (line.equals("--") || opensQuotation(line)) {
                blank(ours, at, text.length());
                break;
            }
            if (line.startsWith(">") || line.startsWith("|")) blank(ours, at, end);
            at = end + 1;
        }
        blankQuotes(ours);
        return ours.toString();
    }

    private static boolean opensQuotation(String line) {
        String start =
                line.substring(0, Math.min(line.length(), LONGEST_INTRODUCTION)).toLowerCase(java.util.Locale.ROOT);
        if (QUOTED_FROM_HERE.stream().anyMatch(start::startsWith)) return true;
        if (start.startsWith("from: ") || start.startsWith("von: ")) return true;
        return line.length() <= LONGEST_INTRODUCTION
                && (start.endsWith("wrote:")
                        || start.endsWith("schrieb:")
                        || (start.startsWith("am ") && start.endsWith(":") && start.contains("schrieb")));
    }

    // A quotation ends within its paragraph; a mark of inches or a lost one quotes nothing.
    private static void blankQuotes(StringBuilder text) {
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '\n' && i + 1 < text.length() && text.charAt(i + 1) == '\n') open = -1;
            if (sign == '“' || sign == '„' || sign == '«' || sign == '"' || sign == '”' || sign == '»') {
                boolean closes = open >= 0
                        && (sign == '"' || sign == '”' || sign == '»' || (sign == '“' && text.charAt(open) == '„'));
                if (closes) {
                    blank(text, open, i + 1);
                    // Two sentences around a quotation are not one.
                    text.setCharAt(open, ';');
                    open = -1;
                } else if (sign != '”') {
                    open = i;
                }
            }
        }
    }

    private static void blank(StringBuilder text, int from, int until) {
        for (int i = from; i < until; i++) {
            if (text.charAt(i) != '\n') text.setCharAt(i, ' ');
        }
    }

    private static boolean isBreak(String text, int from, int until) {
        int first = text.indexOf('\n', from);
        if (first < 0 || first >= until) return false;
        int second = text.indexOf('\n', first + 1);
        if (second >= 0 && second < until) return true;
        char next = until < text.length() ? text.charAt(until) : ' ';
        return next == '-' || next == '*' || next == '•';
    }

    private static boolean ends(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (token.is("!") || token.is("?") || token.is(";") || token.is("…")) return true;
        if (!token.is(".")) return false;
        if (at + 1 == tokens.size()) return true;
        Token next = tokens.get(at + 1);
        if (token.touches(next)) return false;
        if (at == 0) return true;
        Token before = tokens.get(at - 1);
        if (ABBREVIATIONS.contains(before.word())) return false;
        boolean mayGoOn = before.isNumber() || before.word().length() == 1;
        return !mayGoOn || (next.capital() && DateWords.month(next.word()) < 0);
    }
}
