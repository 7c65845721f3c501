package valentine.team;

import java.util.Locale;
import java.util.Optional;

/// How our letters and our customers' pages look: one accent colour that can be read on white and on dark.
public record Brand(String accent, boolean hasLogo) {
    public static final Brand OURS = new Brand("#c2255c", false);
    /// What the accessibility guidelines (WCAG 2.2 AA) ask of text.
    private static final double READABLE = 4.5;

    private static final int WHITE = 0xffffff;
    private static final int DARK_PAPER = 0x1e2126;

    public Brand {
        if (!accent.matches("#[0-9a-f]{6}")) throw new IllegalArgumentException("A colour looks like #c2255c");
    }

    /// What is wrong with a colour, in words.
    static Optional<String> problemOf(String colour) {
        String accent = colour.strip().toLowerCase(Locale.ROOT);
        if (!accent.matches("#[0-9a-f]{6}")) return Optional.of("A colour looks like #c2255c.");
        int given = parse(accent);
        return contrast(given, WHITE) >= READABLE
                ? Optional.empty()
                : Optional.of("That colour is too light to be read on white. " + text(towards(given, 0, WHITE))
                        + " is the nearest that is not.");
    }

    /// The accent where the page is dark: as light as it must be there.
    public String accentOnDark() {
        return text(towards(parse(accent), WHITE, DARK_PAPER));
    }

    /// Mixed with another colour until it can be read on this ground.
    private static int towards(int colour, int other, int ground) {
        for (int step = 0; step <= 100; step++) {
            int mixed = mix(colour, other, step / 100.0);
            if (contrast(mixed, ground) >= READABLE) return mixed;
        }
        return other;
    }

    private static int mix(int one, int other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = (one >> shift) & 0xff;
            int to = (other >> shift) & 0xff;
            mixed |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return mixed;
    }

    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear((colour >> 16) & 0xff)
                + 0.7152 * linear((colour >> 8) & 0xff)
                + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int parse(String accent) {
        return Integer.parseInt(accent.substring(1), 16);
    }

    private static String text(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }
}
