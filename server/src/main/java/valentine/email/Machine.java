package valentine.email;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Whether a mail was written by a machine or to many: nothing of ours may answer such a mail by itself.
final class Machine {
    private static final Pattern ROBOT = Pattern.compile(
            "(?:mailer-daemon|postmaster|bounces?|no-?reply|do-?not-?reply|donotreply|notifications?|newsletter|mailman|majordomo|listserv)"
                    + "(?:[-+.=_].*)?@.*|.*[-+_]bounces?@.*");

    private Machine() {}

    /// @param header the first header of a name, in words
    static boolean wrote(Function<String, Optional<String>> header, String from) {
        Optional<String> submitted = header.apply("auto-submitted");
        if (submitted.isPresent()
                && !submitted.get().strip().toLowerCase(Locale.ROOT).startsWith("no")) return true;
        if (header.apply("precedence")
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> word.matches("(?:bulk|list|junk|auto_reply|auto-reply).*"))
                .isPresent()) return true;
        // "OOF", "AutoReply", "All", or a list of several.
        if (header.apply("x-auto-response-suppress")
                .filter(word -> !word.strip().equalsIgnoreCase("none"))
                .isPresent()) return true;
        for (String name : new String[] {"list-id", "list-unsubscribe", "list-post", "mailing-list", "feedback-id"}) {
            if (header.apply(name).isPresent()) return true;
        }
        for (String name : new String[] {"x-autoreply", "x-autorespond", "x-autoresponse", "x-loop"}) {
            if (header.apply(name).filter(word -> !word.isBlank()).isPresent()) return true;
        }
        boolean nobody = header.apply("return-path")
                .map(path -> path.strip().equals("<>"))
                .orElse(false);
        return nobody || ROBOT.matcher(from).matches();
    }
}
