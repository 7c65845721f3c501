package valentine.messenger;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A message of one word by which somebody ends text messages or begins them again, as phone networks agreed.
sealed interface StopWord {
    /// Ends them.
    ///
    /// @param told what he is answered, once, in the language of his word; `%s` is the firm
    record Stop(String told) implements StopWord {}

    /// Begins them again.
    record Start() implements StopWord {}

    String ENGLISH = "%s: You get no more text messages from us. Write START to get them again.";
    String GERMAN = "%s: Sie bekommen von uns keine SMS mehr. Mit START bekommen Sie sie wieder.";
    String FRENCH = "%s : vous ne recevrez plus de SMS de notre part. START pour en recevoir à nouveau.";
    String SPANISH = "%s: no recibirá más SMS nuestros. Escriba START para recibirlos de nuevo.";

    Map<String, String> STOPS = Map.ofEntries(
            Map.entry("STOP", ENGLISH),
            Map.entry("STOPALL", ENGLISH),
            Map.entry("STOP ALL", ENGLISH),
            Map.entry("UNSUBSCRIBE", ENGLISH),
            Map.entry("CANCEL", ENGLISH),
            Map.entry("END", ENGLISH),
            Map.entry("QUIT", ENGLISH),
            Map.entry("REVOKE", ENGLISH),
            Map.entry("OPTOUT", ENGLISH),
            Map.entry("OPT OUT", ENGLISH),
            Map.entry("STOPP", GERMAN),
            Map.entry("HALT", GERMAN),
            Map.entry("ABMELDEN", GERMAN),
            Map.entry("ARRET", FRENCH),
            Map.entry("DESABONNER", FRENCH),
            Map.entry("BAJA", SPANISH));
    Set<String> STARTS = Set.of("START", "UNSTOP");

    /// Nothing where more is said than that one word.
    static Optional<StopWord> of(String text) {
        if (text.length() > 40) return Optional.empty();
        String word = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\p{L}]+", " ")
                .strip()
                .toUpperCase(Locale.ROOT);
        if (STARTS.contains(word)) return Optional.of(new Start());
        return Optional.ofNullable(STOPS.get(word)).map(Stop::new);
    }
}
