package valentine.email;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/// The head of a mail, as it came.
final class Head {
    private static final Instant FIRST_MAILS = Instant.parse("1982-08-13T00:00:00Z");
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Map<String, List<String>> lines = new HashMap<>();

    void add(Field field) {
        byte[] raw = field.getRaw() == null
                ? (field.getName() + ":" + field.getBody()).getBytes(StandardCharsets.UTF_8)
                : field.getRaw().toByteArray();
        String line = Wording.line(raw);
        int colon = line.indexOf(':');
        if (colon > 0) {
            lines.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1));
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// All lines of this name.
    List<String> all(String name) {
        return lines.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// A line in words, its folds and encoded words undone.
    String words(String name) {
        return first(name).map(Wording::header).orElse("");
    }

    List<Person> people(String... names) {
        List<Person> people = new ArrayList<>();
        for (String name : names) {
            for (String line : all(name)) people.addAll(Person.in(line.replaceAll("\\R", " ")));
        }
        return people;
    }

    /// Who wrote it: where the line is missing or names nobody, who handed it in.
    Person from() {
        return people("from").stream()
                .findFirst()
                .or(() -> people("sender", "return-path").stream().findFirst())
                .orElseGet(() -> Person.unreadable(first("from").orElse("")));
    }

    List<String> references() {
        List<String> references = new ArrayList<>();
        all("references").forEach(line -> references.addAll(Names.references(line)));
        List<String> repliedTo = new ArrayList<>();
        all("in-reply-to").forEach(line -> repliedTo.addAll(Names.repliedTo(line)));
        return Names.together(references, repliedTo, name().orElse(""));
    }

    Optional<String> name() {
        return first("message-id").flatMap(Names::own);
    }

    /// When it was written, unless its clock was wrong: then when it came.
    Instant at(Instant received) {
        return date().filter(date -> date.isAfter(FIRST_MAILS) && date.isBefore(received.plus(CLOCKS_DIFFER)))
                .map(date -> date.isAfter(received) ? received : date)
                .orElse(received);
    }

    private Optional<Instant> date() {
        return first("date").flatMap(line -> {
            try {
                DateTimeField field = DateTimeFieldLenientImpl.PARSER.parse(
                        new RawField("Date", line.replaceAll("\\s+", " ").strip()), DecodeMonitor.SILENT);
                return Optional.ofNullable(field.getDate()).map(java.util.Date::toInstant);
            } catch (RuntimeException _) {
                return Optional.empty();
            }
        });
    }

    /// Whether nothing says that the sender is somebody else. The uppermost line is the one of our own mail server.
    boolean isSure() {
        String said = first("authentication-results").orElse("").toLowerCase(Locale.ROOT);
        boolean refused = said.contains("dmarc=fail")
                || (said.matches("(?s).*\\bspf=(?:fail|softfail).*") && !said.contains("dkim=pass"));
        return !refused;
    }

    boolean isByMachine() {
        return Machine.wrote(this::first, from().address());
    }
}
