package valentine.conversation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words under which a message is found: lower case, without accents and signs.
///
/// Folded here and not in the database, so that every server finds the same, and nothing that is typed can be anything
/// but a word.
final class SearchWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_WORD = 60;
    private static final int MOST_ASKED = 8;
    private static final int SHORTEST_BEGINNING = 3;

    private SearchWords() {}

    /// A text as words with a space between each, to be indexed.
    static String of(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        return BREAKS.matcher(plain(cut)).replaceAll(" ").strip();
    }

    /// What was asked for, word by word.
    static List<String> asked(String question) {
        return BREAKS.splitAsStream(plain(Ends.cut(question, 500)))
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD))
                .distinct()
                .limit(MOST_ASKED)
                .toList();
    }

    /// All of the words, the last as a beginning where it is long enough: somebody may still be typing.
    static String query(List<String> asked) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            if (i > 0) query.append(" & ");
            query.append(asked.get(i));
            if (i == asked.size() - 1 && asked.get(i).length() >= SHORTEST_BEGINNING) query.append(":*");
        }
        return query.toString();
    }

    static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
