package valentine.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The one format in which the dates of a column are written, found from its values.
public final class Dates {
    private final @Nullable DateFormat format;
    private final boolean ambiguous;
    private final double share;
    private final String example;

    private Dates(@Nullable DateFormat format, boolean ambiguous, double share, String example) {
        this.format = format;
        this.ambiguous = ambiguous;
        this.share = share;
        this.example = example;
    }

    /// The format that reads most of these values.
    static Dates among(List<String> values) {
        List<String> given = new ArrayList<>();
        for (String value : values) if (!Blank.is(value)) given.add(value.strip());
        if (given.isEmpty()) return new Dates(null, false, 0, "");
        DateFormat best = DateFormat.ISO;
        int most = 0;
        int dayFirst = 0;
        int monthFirst = 0;
        for (DateFormat format : DateFormat.values()) {
            int read = 0;
            for (String value : given) if (read(value, format) instanceof When) read++;
            if (format == DateFormat.DAY_FIRST) dayFirst = read;
            if (format == DateFormat.MONTH_FIRST) monthFirst = read;
            if (read > most) {
                most = read;
                best = format;
            }
        }
        double share = (double) most / given.size();
        boolean ambiguous = best == DateFormat.DAY_FIRST && dayFirst == monthFirst;
        if (ambiguous && given.stream().anyMatch(Dates::hasHalfDay)) best = DateFormat.MONTH_FIRST;
        return new Dates(most == 0 ? null : best, ambiguous, share, given.getFirst());
    }

    static Dates of(DateFormat format) {
        return new Dates(format, false, 1, format.example());
    }

    /// The format; null where no value is a date.
    public @Nullable DateFormat format() {
        return format;
    }

    /// Whether all values seen can be read day first and month first.
    public boolean isAmbiguous() {
        return ambiguous;
    }

    /// Whether nearly all values seen are dates.
    boolean isFound() {
        return share >= 0.8;
    }

    /// Whether at least half are, which is enough where the name of the column says so too.
    boolean isLikely() {
        return share >= 0.5;
    }

    /// What the preview says about an ambiguous column.
    String doubt() {
        boolean dayFirst = format == DateFormat.DAY_FIRST;
        return "The dates, such as " + Refusal.shortened(example)
                + ", can be read day first or month first. They are read "
                + (dayFirst ? "day first" : "month first") + "; if that is wrong, say date-format="
                + (dayFirst ? DateFormat.MONTH_FIRST : DateFormat.DAY_FIRST).word() + ".";
    }

    DateRead read(String text) {
        return read(text.strip(), format == null ? DateFormat.ISO : format);
    }

    private static DateRead read(String text, DateFormat format) {
        DateText date = new DateText(text, format);
        return switch (format) {
            case ISO -> date.iso();
            case DAY_FIRST -> date.numeric(true);
            case MONTH_FIRST -> date.numeric(false);
            case MONTH_NAMED -> date.named();
            case COMPACT -> date.compact();
            case EPOCH_SECONDS -> date.epoch(9, 10, 1_000);
            case EPOCH_MILLISECONDS -> date.epoch(12, 13, 1);
        };
    }

    /// AM and PM are written where months come first.
    private static boolean hasHalfDay(String value) {
        String text = value.toUpperCase(Locale.ROOT);
        return text.endsWith("AM") || text.endsWith("PM");
    }
}
