package valentine.customer;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words under which a customer is found: lower case, without accents.
final class SearchWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST = 254;
    private static final int MOST = 5_000;

    private SearchWords() {}

    /// The words of a text, as they are kept and as they must be asked for.
    static List<String> of(String text) {
        return BREAKS.splitAsStream(plain(text))
                .filter(word -> !word.isEmpty())
                .map(SearchWords::cut)
                .distinct()
                .toList();
    }

    /// A whole text as one word, such as an address.
    static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /// Everything under which somebody is found.
    static Set<String> about(String name, String company, Collection<String> handles) {
        Set<String> words = new LinkedHashSet<>(of(name));
        words.addAll(of(company));
        for (String handle : handles) {
            if (words.size() >= MOST) break;
            words.add(cut(plain(handle)));
            int at = handle.indexOf('@');
            if (at > 0) words.addAll(of(handle.substring(0, at)));
        }
        words.remove("");
        return words;
    }

    private static String cut(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }
}
