package valentine.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.CustomerLine;
import valentine.csv.CustomerLines;
import valentine.csv.CustomerRow;
import valentine.csv.Mapping;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.transparency.LeftOut;
import valentine.transparency.Recognition;
import valentine.transparency.Redaction;
import valentine.vault.Vault;

/// Takes what a file says about customers; a row that says nothing new is a duplicate.
final class CustomerTaker implements Taker {
    private static final int LONGEST_TRAIT = 2_000;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    /// No JSON begins like this.
    private static final String CLOSED = "sealed:";
    private static final byte[] CONTEXT = "a row of an import".getBytes(UTF_8);

    private final CustomerLines lines;
    private final RowDigest digest;
    private final Ground ground;
    private final Directory directory;
    private final JsonMapper json;
    private final Vault vault;
    private final Consumer<Collection<CustomerId>> stored;
    private final LeftOut leftOut = new LeftOut();

    /// @param stored is told who is new or changed, in the transaction that stores them
    CustomerTaker(
            Mapping mapping,
            Ground ground,
            Directory directory,
            JsonMapper json,
            Vault vault,
            Consumer<Collection<CustomerId>> stored) {
        this.lines = new CustomerLines(mapping);
        this.digest = new RowDigest(mapping);
        this.ground = ground;
        this.directory = directory;
        this.json = json;
        this.vault = vault;
        this.stored = stored;
    }

    @Override
    public Taken read(Row row) {
        CustomerRow read = lines.read(row);
        return switch (read) {
            case Refusal refusal -> new Taken.Refused(refusal);
            case CustomerLine line -> aside(row, line);
        };
    }

    @Override
    public LeftOut leftOut() {
        return leftOut;
    }

    private Taken aside(Row row, CustomerLine line) {
        Ground.Place place = new Ground.Place(line.record(), line.line());
        var handle = Handle.id(line.customer());
        if (handle.isEmpty()) {
            return place.refuse(line.customer(), "The customer's id is too long or stands for nobody in particular.");
        }
        if (!line.email().isEmpty() && Handle.email(line.email()).isEmpty() && !Handle.isNobodys(line.email())) {
            return place.refuse(line.email(), "The e-mail address is none: it must look like name@example.com.");
        }
        line.traits().forEach((name, value) -> {
            if (!value.isBlank()) Recognition.of(name, value).ifPresent(kind -> leftOut.add(name, kind, true));
        });
        String customer = Ground.text(handle.get());
        String traits = json.writeValueAsString(traits(line));
        // Sensitive values do not even lie open on the disk for the minute that it takes.
        String kept = Redaction.of(line.traits()).equals(line.traits()) ? traits : closed(traits);
        String print = digest.of(row, customer, line.name(), line.email(), line.phone(), line.company(), traits);
        return new Taken.Aside(
                customer, List.of(customer, print, line.name(), line.email(), line.phone(), line.company(), kept));
    }

    private String closed(String traits) {
        // Without a master key nothing sensitive is kept at all.
        if (!vault.isReady()) return json.writeValueAsString(Redaction.of(json.readValue(traits, TEXTS)));
        return CLOSED + Base64.getEncoder().encodeToString(vault.seal(traits.getBytes(UTF_8), CONTEXT));
    }

    private String opened(String kept) {
        return kept.startsWith(CLOSED)
                ? new String(vault.open(Base64.getDecoder().decode(kept.substring(CLOSED.length())), CONTEXT), UTF_8)
                : kept;
    }

    private Map<String, String> traits(CustomerLine line) {
        Map<String, String> traits = new TreeMap<>();
        line.traits().forEach((name, value) -> traits.put(Ground.cut(name, 200), Ground.cut(value, LONGEST_TRAIT)));
        if (!line.country().isEmpty()) traits.put("country", line.country());
        if (!line.city().isEmpty()) traits.put("city", line.city());
        if (line.since() != null) {
            LocalDate day = line.since().in(ground.zone()).atZone(ground.zone()).toLocalDate();
            traits.put("since", day.toString());
        }
        return traits;
    }

    /// Rows about one customer, together.
    private static final class Said {
        private final Set<String> rows = new HashSet<>();
        private int count;
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        Map<Handle, Said> said = new LinkedHashMap<>();
        Map<Handle, Person> people = new HashMap<>();
        parts.read(part, texts -> {
            Person person = person(texts);
            people.merge(person.handle(), person, Person::and);
            Said about = said.computeIfAbsent(person.handle(), _ -> new Said());
            about.rows.add(texts[1]);
            about.count++;
        });
        Map<Handle, Known> known = directory.improve(people.values());
        this.stored.accept(known.values().stream()
                .filter(Known::isChanged)
                .map(Known::customer)
                .toList());
        long stored = 0;
        long duplicate = 0;
        long fresh = 0;
        long refused = 0;
        for (Map.Entry<Handle, Said> entry : said.entrySet()) {
            Known customer = known.get(entry.getKey());
            if (customer == null) {
                refused += entry.getValue().count;
                continue;
            }
            int news = customer.isChanged() ? entry.getValue().rows.size() : 0;
            stored += news;
            duplicate += entry.getValue().count - news;
            if (customer.isNew()) fresh++;
        }
        return new Import.Tally(0, stored, duplicate, refused, 0, fresh);
    }

    private Person person(String[] texts) {
        Map<String, String> traits = json.readValue(opened(texts[6]), TEXTS);
        return new Person(Ground.handle(texts[0]), texts[2], texts[3], texts[4], texts[5], traits);
    }
}
