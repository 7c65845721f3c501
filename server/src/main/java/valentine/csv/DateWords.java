package valentine.csv;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Words that stand in dates: months and weekdays of our languages, zones of mail headers.
final class DateWords {
    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Set<String> FILLERS =
            new HashSet<>(Set.of("st", "nd", "rd", "th", "of", "de", "del", "den", "um", "at", "sept", "t"));
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("z", 0),
            Map.entry("ut", 0),
            Map.entry("utc", 0),
            Map.entry("gmt", 0),
            Map.entry("est", -5),
            Map.entry("edt", -4),
            Map.entry("cst", -6),
            Map.entry("cdt", -5),
            Map.entry("mst", -7),
            Map.entry("mdt", -6),
            Map.entry("pst", -8),
            Map.entry("pdt", -7),
            Map.entry("cet", 1),
            Map.entry("cest", 2));

    static {
        for (String language : List.of("en", "de", "fr", "es", "pt", "nl", "it", "sv", "da", "nb")) {
            Locale locale = Locale.of(language);
            for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                for (Month month : Month.values()) {
                    MONTHS.putIfAbsent(plain(month.getDisplayName(style, locale)), month.getValue());
                }
                for (DayOfWeek day : DayOfWeek.values()) FILLERS.add(plain(day.getDisplayName(style, locale)));
            }
        }
        MONTHS.put("sept", 9);
        MONTHS.put("mrz", 3);
    }

    private DateWords() {}

    /// The number of a month, or -1.
    static int month(String word) {
        return MONTHS.getOrDefault(plain(word), -1);
    }

    static boolean isZone(String word) {
        return ZONES.containsKey(word);
    }

    static int offsetHours(String zone) {
        return ZONES.getOrDefault(zone, 0);
    }

    static boolean isFiller(String word) {
        return FILLERS.contains(plain(word));
    }

    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace(".", "");
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }
}
