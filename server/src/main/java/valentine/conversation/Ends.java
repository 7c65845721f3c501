package valentine.conversation;

import java.util.regex.Pattern;

/// Texts cut to what a line or a column takes.
final class Ends {
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}\\u00A0]+");

    private Ends() {}

    /// At most so many characters, the last of them an ellipsis where something is missing.
    static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = longest - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end) + "…";
    }

    /// All of it in one line.
    static String line(String text, int longest) {
        return cut(GAPS.matcher(text).replaceAll(" ").strip(), longest);
    }

    /// As it was typed, without what no text holds.
    static String typed(String text, int longest) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
        return (plain.length() <= longest ? plain : plain.substring(0, longest)).strip();
    }
}
