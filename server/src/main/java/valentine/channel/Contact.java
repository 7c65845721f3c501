package valentine.channel;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import valentine.customer.CustomerId;

/// A call or a visit, as somebody writes it down after it.
///
/// @param about in a few words
/// @param note one line more; may be empty
/// @param by who had it: "member 3", "key 2"
/// @param key names the occasion where it may come twice; nothing for each its own
public record Contact(
        CustomerId customer,
        Sort sort,
        boolean isFromUs,
        String about,
        String note,
        Result result,
        Instant at,
        String by,
        @Nullable String key) {
    public static final int LONGEST_ABOUT = 120;
    public static final int LONGEST_NOTE = 2_000;

    public Contact {
        about = Texts.line(about, LONGEST_ABOUT);
        note = Texts.clean(note.strip(), LONGEST_NOTE);
        if (about.isBlank()) throw new IllegalArgumentException("A contact was about something");
    }

    /// How we met.
    public enum Sort {
        CALL("Phone call"),
        VISIT("Visit");

        private final String label;

        Sort(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Sort> of(String key) {
            return Arrays.stream(values())
                    .filter(sort -> sort.key().equals(key))
                    .findFirst();
        }
    }

    /// What came of it.
    public enum Result {
        SETTLED("Settled"),
        OPEN("Still open"),
        NOBODY_THERE("Nobody there");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Result> of(String key) {
            return Arrays.stream(values())
                    .filter(result -> result.key().equals(key))
                    .findFirst();
        }
    }
}
