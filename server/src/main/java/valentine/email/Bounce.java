package valentine.email;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A report that a mail did not get there (RFC 3464).
///
/// @param of the name of the mail that failed
/// @param why in words for our members
record Bounce(String of, String why) {
    private static final int LONGEST = 300;

    /// @param status the part message/delivery-status
    /// @param original the head of the mail that came back
    static Optional<Bounce> read(String status, String original) {
        if (!field(status, "Action")
                .map(word -> word.toLowerCase(Locale.ROOT).startsWith("failed"))
                .orElse(false)) {
            return Optional.empty();
        }
        Optional<String> of = field(original, "Message-ID").flatMap(Names::own);
        if (of.isEmpty()) return Optional.empty();
        String to = field(status, "Final-Recipient")
                .or(() -> field(status, "Original-Recipient"))
                .map(Bounce::afterType)
                .orElse("The receiver");
        String code = field(status, "Status").orElse("");
        String said = field(status, "Diagnostic-Code").map(Bounce::afterType).orElse("");
        return Optional.of(new Bounce(of.get(), line(to + ": " + meaning(code) + (said.isEmpty() ? "" : " " + said))));
    }

    private static String meaning(String code) {
        Matcher parts = Pattern.compile("(\\d)\\.(\\d{1,3})\\.(\\d{1,3}).*").matcher(code);
        if (!parts.matches()) return "the mail came back.";
        return switch (parts.group(2) + "." + parts.group(3)) {
            case "1.1", "1.0" -> "there is no such address.";
            case "1.2", "1.8" -> "there is no such mail server.";
            case "1.10" -> "this address takes no mail.";
            case "2.1" -> "the mailbox is closed.";
            case "2.2" -> "the mailbox is full.";
            case "2.3", "3.4" -> "the mail is too large.";
            case "4.1", "4.4", "4.7" -> "the mail server did not answer for too long.";
            case "7.1", "7.0", "7.26" -> "the mail server does not want this mail.";
            default -> "the mail came back.";
        };
    }

    private static String afterType(String value) {
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? value.strip() : value.substring(semicolon + 1).strip();
    }

    private static Optional<String> field(String lines, String name) {
        Matcher found = Pattern.compile("(?im)^" + name + ":[ \\t]*(.*(?:\\R[ \\t]+.*)*)")
                .matcher(lines);
        return found.find() ? Optional.of(found.group(1).replaceAll("\\s+", " ").strip()) : Optional.empty();
    }

    private static String line(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u202A-\\u202E]+", " ")
                .strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
