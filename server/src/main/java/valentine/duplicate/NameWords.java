package valentine.duplicate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a name in one form: lower case, without accents, titles and signs, the family name last.
final class NameWords {
    private static final int MOST = 4;
    private static final int LONGEST = 40;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "sir",
            "lady",
            "herr",
            "frau",
            "hr",
            "fr",
            "jr",
            "sr",
            "ii",
            "iii",
            "phd",
            "md",
            "mme",
            "mlle",
            "sig",
            "sra",
            "dipl",
            "ing",
            "mag");

    /// Which groups of forms of one given name a word belongs to.
    private static final Map<String, Set<Integer>> FORMS = forms();

    private NameWords() {}

    static List<String> of(String name) {
        int comma = name.indexOf(',');
        String inOrder = comma > 0 ? name.substring(comma + 1) + " " + name.substring(0, comma) : name;
        List<String> words = words(inOrder);
        words.removeIf(TITLES::contains);
        // Of very many words the first and the last say most.
        while (words.size() > MOST) words.remove(1);
        return words;
    }

    /// Letters and digits only, in lower case without accents.
    static List<String> words(String text) {
        String plain = plain(text);
        List<String> words = new ArrayList<>(MOST);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= plain.length(); i++) {
            char c = i < plain.length() ? plain.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                if (word.length() < LONGEST) word.append(c);
            } else if (c != '\'' && c != '\u2019' && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) > '~') {
                return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .replace("ß", "ss")
                        .replace('ø', 'o')
                        .replace('ł', 'l')
                        .replace("æ", "ae");
            }
        }
        return lower;
    }

    /// Whether one is a short or pet form of the other: Bill and William.
    static boolean isOneName(String word, String other) {
        Set<Integer> forms = FORMS.get(word);
        Set<Integer> others = forms == null ? null : FORMS.get(other);
        return forms != null && others != null && !Collections.disjoint(forms, others);
    }

    /// How a family name sounds, roughly: its first letter and then what is not silent or a vowel.
    static String sound(String word) {
        StringBuilder sound = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (i > 0 && "aeiouyhw".indexOf(c) >= 0) continue;
            char plain = c == 'c' || c == 'q' ? 'k' : c == 'z' ? 's' : c == 'v' ? 'f' : c == 'd' ? 't' : c;
            if (sound.isEmpty() || sound.charAt(sound.length() - 1) != plain) sound.append(plain);
        }
        return sound.toString();
    }

    private static Map<String, Set<Integer>> forms() {
        Map<String, Set<Integer>> forms = new HashMap<>();
        try (InputStream file = NameWords.class.getResourceAsStream("nicknames.txt")) {
            if (file == null) throw new IllegalStateException("nicknames.txt is missing");
            int group = 0;
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                group++;
                for (String word : line.split(" ", -1)) {
                    forms.computeIfAbsent(word, _ -> new HashSet<>()).add(group);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forms;
    }
}
