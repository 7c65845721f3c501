package valentine.csv;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Brings names of columns and kinds to one form: "Kunden-Nr." and "kunden_nr" are the same.
final class Words {
    private static final Pattern MARK = Pattern.compile("\\p{M}");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]");

    private Words() {}

    static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ø", "o");
        String bare =
                MARK.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        return OTHER.matcher(bare).replaceAll("");
    }
}
