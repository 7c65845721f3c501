package valentine.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the dates of a column are written.
public enum DateFormat {
    ISO("y-m-d", "2026-01-31"),
    DAY_FIRST("d/m/y", "31/01/2026"),
    MONTH_FIRST("m/d/y", "01/31/2026"),
    MONTH_NAMED("d-mon-y", "31-Jan-2026"),
    COMPACT("yyyymmdd", "20260131"),
    EPOCH_SECONDS("seconds", "1769817600"),
    EPOCH_MILLISECONDS("milliseconds", "1769817600000");

    private final String word;
    private final String example;

    DateFormat(String word, String example) {
        this.word = word;
        this.example = example;
    }

    /// The name in `--map date-format=`.
    public String word() {
        return word;
    }

    public String example() {
        return example;
    }

    static Optional<DateFormat> named(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.word.equals(wanted))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(DateFormat::word).collect(Collectors.joining(", "));
    }
}
