package valentine.customer;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// How names and handles become words to search by: the same for what is kept and for what is typed.
public final class Words {
    /// Longer words are cut, so that each fits into the index.
    private static final int LONGEST = 200;

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Words() {}

    /// The words of a name: lower case, without accents, parted by whatever is neither letter nor digit.
    public static Set<String> of(String name) {
        Set<String> words = new LinkedHashSet<>();
        BETWEEN.splitAsStream(plain(name))
                .filter(word -> !word.isEmpty())
                .map(Words::cut)
                .forEach(words::add);
        return words;
    }

    /// The words of a handle: its parts, and itself whole.
    public static Set<String> ofHandle(String value) {
        Set<String> words = of(value);
        String whole = plain(value).strip();
        if (!whole.isEmpty()) {
            words.add(cut(whole));
        }
        return words;
    }

    /// What somebody typed. A word that looks like a handle, such as `anna@example.com`, is first tried whole.
    static Set<String> typed(String text) {
        Set<String> words = new LinkedHashSet<>();
        SPACE.splitAsStream(plain(text).strip()).forEach(word -> {
            if (word.indexOf('@') > 0) {
                words.add(cut(word));
            } else {
                words.addAll(of(word));
            }
        });
        return words;
    }

    private static String plain(String text) {
        return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    private static String cut(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }
}
