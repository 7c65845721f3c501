package valentine.guard;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of a call.
public sealed interface Answer {
    /// They answered, with whatever status; a redirect is an answer like any other.
    @SuppressWarnings("ArrayRecordComponent") // Nobody else holds it.
    record Answered(int status, Map<String, String> headers, byte[] body) implements Answer {
        public Answered {
            headers = Map.copyOf(headers);
        }

        public boolean isFine() {
            return status >= 200 && status < 300;
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    /// It was not called and never will be: the address is not one that we call.
    record Refused(String why) implements Answer {}

    /// They could not be reached; nothing of the call came to them.
    record Unreached(String why) implements Answer {}

    /// The call went out and no whole answer came: it may or may not have been taken.
    record Lost(String why) implements Answer {}
}
