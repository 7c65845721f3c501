package valentine.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What servers tell each other about the talks: numbers only.
sealed interface Sign {
    /// There are new lines.
    record Lines(UUID visitor) implements Sign {}

    /// One of us writes.
    record Writing(UUID visitor, long member) implements Sign {}

    /// One of us saw his lines up to this one.
    record Seen(UUID visitor, long upTo) implements Sign {}

    /// The visitor of a thread came or went.
    record Moved(long thread) implements Sign {}

    /// The visitor of a thread writes.
    record Typing(long thread) implements Sign {}

    default String text() {
        return switch (this) {
            case Lines(var visitor) -> "lines " + visitor;
            case Writing(var visitor, var member) -> "writing " + visitor + " " + member;
            case Seen(var visitor, var upTo) -> "seen " + visitor + " " + upTo;
            case Moved(var thread) -> "moved " + thread;
            case Typing(var thread) -> "typing " + thread;
        };
    }

    /// Nothing where it is none: a newer server may say more than we understand.
    static @Nullable Sign of(String text) {
        String[] words = text.split(" ", -1);
        try {
            return switch (words[0]) {
                case "lines" -> new Lines(UUID.fromString(words[1]));
                case "writing" -> new Writing(UUID.fromString(words[1]), Long.parseLong(words[2]));
                case "seen" -> new Seen(UUID.fromString(words[1]), Long.parseLong(words[2]));
                case "moved" -> new Moved(Long.parseLong(words[1]));
                case "typing" -> new Typing(Long.parseLong(words[1]));
                default -> null;
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            return null;
        }
    }
}
