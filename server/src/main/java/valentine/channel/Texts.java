package valentine.channel;

/// What strangers write, made fit to be kept.
final class Texts {
    private static final int LONGEST_TITLE = 120;

    private Texts() {}

    /// Without what a database cannot hold; every other character stays at its place.
    static String clean(String text, int longest) {
        String fit = text.replace('\0', '\uFFFD');
        if (fit.length() > longest) fit = fit.substring(0, longest);
        StringBuilder whole = null;
        for (int i = 0; i < fit.length(); i++) {
            char c = fit.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    ? i + 1 < fit.length() && Character.isLowSurrogate(fit.charAt(i + 1))
                    : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(fit.charAt(i - 1));
            if (!Character.isSurrogate(c) || paired) continue;
            if (whole == null) whole = new StringBuilder(fit);
            whole.setCharAt(i, '\uFFFD');
        }
        return whole == null ? fit : whole.toString();
    }

    /// One line without control characters, nor such as turn the direction of a line.
    static String line(String text, int longest) {
        return clean(
                text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                        .strip(),
                longest);
    }

    /// What a message is called in the history.
    static String title(String subject, String text) {
        String line = line(subject, LONGEST_TITLE);
        if (line.isEmpty()) line = line(text.length() > 1_000 ? text.substring(0, 1_000) : text, LONGEST_TITLE);
        return line.isEmpty() ? "(no words)" : line;
    }
}
