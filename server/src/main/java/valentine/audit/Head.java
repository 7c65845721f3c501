package valentine.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The end of the chain at some moment: whoever notes it down can show later that nothing before it was changed.
public record Head(long id, String hash) {
    private static final Pattern SAID = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /// As it is printed: `number:hash`.
    public static Head of(String said) {
        Matcher matcher = SAID.matcher(said.strip());
        if (!matcher.matches()) throw new IllegalArgumentException("A head is a number, a colon and 64 hex digits");
        return new Head(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return id + ":" + hash;
    }
}
