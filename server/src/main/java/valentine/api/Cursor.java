package valentine.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import valentine.history.Chronicle;
import valentine.promise.Mark;
import valentine.staying.Band;

/// Where the last page ended, as one word that callers hand back unread.
sealed interface Cursor {
    /// After this customer in the list of all.
    record Customer(long after) implements Cursor {}

    /// After this customer in the list of a band, which is in the order of staying.
    record InBand(Band band, double staying, long after) implements Cursor {}

    /// Before this interaction.
    record Interaction(Instant at, long id) implements Cursor {
        Chronicle.Place place() {
            return new Chronicle.Place(at, id);
        }
    }

    /// After this account in the list by name.
    record Account(long after) implements Cursor {}

    /// Before this promise in the list of all.
    record Promise(long before) implements Cursor {}

    /// Before this one of a customer's promises, which are in the order of their due moments.
    record PromiseOf(Mark before) implements Cursor {}

    default String word() {
        String text = switch (this) {
            case Customer(var after) -> "c " + after;
            case InBand(var band, var staying, var after) -> "b " + band.name() + " " + staying + " " + after;
            case Interaction(var at, var id) -> "i " + at + " " + id;
            case Account(var after) -> "a " + after;
            case Promise(var before) -> "p " + before;
            case PromiseOf(var before) -> "d " + before.key();
        };
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty for what we never gave out.
    static Optional<Cursor> of(String word) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
            return Optional.of(parse(List.of(text.split(" ", -1))));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static Cursor parse(List<String> parts) {
        return switch (parts.getFirst()) {
            case "c" -> new Customer(Long.parseLong(parts.get(1)));
            case "b" ->
                new InBand(Band.valueOf(parts.get(1)), Double.parseDouble(parts.get(2)), Long.parseLong(parts.get(3)));
            case "i" -> new Interaction(Instant.parse(parts.get(1)), Long.parseLong(parts.get(2)));
            case "a" -> new Account(Long.parseLong(parts.get(1)));
            case "p" -> new Promise(Long.parseLong(parts.get(1)));
            case "d" ->
                new PromiseOf(
                        Mark.of(parts.get(1)).orElseThrow(() -> new IllegalArgumentException("No mark of a promise")));
            default -> throw new IllegalArgumentException("No cursor");
        };
    }
}
