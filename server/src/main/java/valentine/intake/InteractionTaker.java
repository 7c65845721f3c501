package valentine.intake;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.InteractionKind;
import valentine.csv.InteractionLine;
import valentine.csv.InteractionLines;
import valentine.csv.Mapping;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.history.Log;
import valentine.transparency.LeftOut;
import valentine.transparency.Recognition;
import valentine.transparency.Redaction;

/// Takes whatever happened, a row each: once by its message id, or by all it says where it has none.
final class InteractionTaker implements Taker {
    private static final String SOURCE = "interactions file";
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_TEXT = 20_000;

    private final InteractionLines lines;
    private final RowDigest digest;
    private final Ground ground;
    private final Directory directory;
    private final Log log;
    private final JsonMapper json;
    private final LeftOut leftOut = new LeftOut();

    InteractionTaker(Mapping mapping, Ground ground, Directory directory, Log log, JsonMapper json) {
        this.lines = new InteractionLines(mapping);
        this.digest = new RowDigest(mapping);
        this.ground = ground;
        this.directory = directory;
        this.log = log;
        this.json = json;
    }

    @Override
    public Taken read(Row row) {
        return switch (lines.read(row)) {
            case Refusal refusal -> new Taken.Refused(refusal);
            case InteractionLine line -> {
                Ground.Place place = new Ground.Place(line.record(), line.line());
                String customer = line.customer().isEmpty() ? whoOrdered(line.order()) : line.customer();
                yield customer.isEmpty()
                        ? place.refuse(
                                line.order(),
                                "No customer is named, and no file of orders brought an order with this number, or"
                                        + " several customers have one. Bring the orders first, or name the customer.")
                        : ground.refuse(place, customer, line.at(), line.messageId(), line.amount())
                                .orElseGet(() ->
                                        aside(row, line, Handle.id(customer).orElseThrow()));
            }
        };
    }

    @Override
    public LeftOut leftOut() {
        return leftOut;
    }

    /// As the file of orders called the customer with this order; empty where that is none, or several.
    private String whoOrdered(String order) {
        List<String> messages = log.beginning(OrderTaker.SOURCE, order.replace('\t', ' ') + "\t");
        List<String> customers = messages.stream()
                .map(message -> message.split("\t", -1)[1])
                .distinct()
                .toList();
        return customers.size() == 1 ? customers.getFirst() : "";
    }

    private Taken aside(Row row, InteractionLine line, Handle customer) {
        String amount = RowDigest.text(signed(line.kind(), line.amount()));
        String print = digest.of(
                row,
                Ground.text(customer),
                RowDigest.text(line.at()),
                line.kind().word(),
                line.channel(),
                line.direction(),
                line.subject(),
                line.text(),
                RowDigest.text(line.score()),
                amount,
                line.currency(),
                line.order());
        String message =
                line.messageId().isEmpty() ? print : line.messageId().replace('\t', ' ') + "\t" + customer.value();
        return new Taken.Aside(
                message,
                List.of(
                        message,
                        Ground.text(customer),
                        Long.toString(line.at().in(ground.zone()).toEpochMilli()),
                        line.kind().word(),
                        Ground.line(line.channel().toLowerCase(Locale.ROOT), LONGEST_WORD),
                        direction(line),
                        title(line),
                        amount,
                        amount.isEmpty() || !line.currency().isEmpty() ? line.currency() : ground.currency(),
                        properties(line)));
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        int source = log.source(SOURCE);
        Map<String, String[]> rows = new LinkedHashMap<>();
        long[] read = new long[1];
        parts.read(part, texts -> {
            rows.putIfAbsent(texts[0], texts);
            read[0]++;
        });
        rows.keySet().removeAll(log.known(source, rows.keySet()).keySet());
        Map<Handle, Person> people = new HashMap<>();
        for (String[] texts : rows.values()) {
            Handle handle = Ground.handle(texts[1]);
            people.putIfAbsent(handle, new Person(handle, "", "", "", "", Map.of()));
        }
        Map<Handle, Known> customers = directory.resolve(people.values());
        List<Log.Entry> entries = new ArrayList<>();
        long refused = 0;
        for (String[] texts : rows.values()) {
            Known customer = customers.get(Ground.handle(texts[1]));
            if (customer == null) refused++;
            else entries.add(entry(customer, texts));
        }
        log.add(source, entries);
        long fresh = customers.values().stream().filter(Known::isNew).count();
        long duplicate = read[0] - entries.size() - refused;
        return new Import.Tally(0, entries.size(), duplicate, refused, entries.size(), fresh);
    }

    private static Log.Entry entry(Known customer, String[] texts) {
        return new Log.Entry(
                customer.customer(),
                Instant.ofEpochMilli(Long.parseLong(texts[2])),
                texts[3],
                texts[4],
                texts[5],
                texts[6],
                texts[7].isEmpty() ? null : new BigDecimal(texts[7]),
                texts[8],
                texts[9],
                texts[0],
                List.of(),
                null);
    }

    /// Money that went back is negative, however the file writes it.
    private static @Nullable BigDecimal signed(InteractionKind kind, @Nullable BigDecimal amount) {
        boolean back = kind == InteractionKind.RETURN || kind == InteractionKind.REFUND;
        return back && amount != null && amount.signum() > 0 ? amount.negate() : amount;
    }

    private static String direction(InteractionLine line) {
        if (!line.direction().isEmpty()) return line.direction();
        if (line.kind() == InteractionKind.MESSAGE_IN) return "in";
        return line.kind() == InteractionKind.MESSAGE_OUT ? "out" : "";
    }

    private static String title(InteractionLine line) {
        String said = Ground.line(line.subject().isEmpty() ? line.text() : line.subject(), LONGEST_TITLE);
        if (!said.isEmpty()) return said;
        String word = line.kind().word().replace('_', ' ');
        String kind = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        return line.score() == null ? kind : kind + ": " + RowDigest.text(line.score());
    }

    private String properties(InteractionLine line) {
        line.properties().forEach((name, value) -> {
            if (!value.isBlank()) Recognition.of(name, value).ifPresent(kind -> leftOut.add(name, kind, false));
        });
        Map<String, Object> properties = new LinkedHashMap<>(Redaction.of(line.properties()));
        put(properties, "subject", line.subject());
        put(properties, "text", Ground.cut(line.text(), LONGEST_TEXT));
        put(properties, "order", line.order());
        if (line.score() != null) properties.put("score", line.score());
        return json.writeValueAsString(properties);
    }

    private static void put(Map<String, Object> properties, String name, String value) {
        if (!value.isEmpty()) properties.put(name, value);
    }
}
