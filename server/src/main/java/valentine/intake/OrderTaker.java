package valentine.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import valentine.csv.Mapping;
import valentine.csv.OrderLine;
import valentine.csv.OrderLines;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.history.Log;

/// Makes orders and returns of lines: one for each order number, customer and currency.
final class OrderTaker implements Taker {
    static final String SOURCE = "orders file";

    private final OrderLines lines;
    private final RowDigest digest;
    private final Ground ground;
    private final Directory directory;
    private final Log log;
    private final JsonMapper json;

    OrderTaker(Mapping mapping, Ground ground, Directory directory, Log log, JsonMapper json) {
        this.lines = new OrderLines(mapping);
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
            case OrderLine line ->
                ground.refuse(
                                new Ground.Place(line.record(), line.line()),
                                line.customer(),
                                line.at(),
                                line.order(),
                                line.amount())
                        .orElseGet(() -> aside(row, line));
        };
    }

    private Taken aside(Row row, OrderLine line) {
        Handle customer = Handle.id(line.customer()).orElseThrow();
        String quantity = RowDigest.text(line.quantity());
        String unitPrice = RowDigest.text(line.unitPrice());
        String amount = RowDigest.text(line.amount());
        String print = digest.of(
                row,
                Ground.text(customer),
                line.order(),
                line.product(),
                line.description(),
                quantity,
                unitPrice,
                amount,
                line.currency(),
                RowDigest.text(line.at()));
        String message = message(line, customer, print);
        return new Taken.Aside(
                message,
                List.of(
                        message,
                        Ground.text(customer),
                        line.order(),
                        line.isReturn() ? "-" : "",
                        line.currency(),
                        Long.toString(line.at().in(ground.zone()).toEpochMilli()),
                        print.substring(0, 16),
                        line.product(),
                        line.description(),
                        quantity,
                        unitPrice,
                        amount,
                        line.country(),
                        line.email(),
                        line.name()));
    }

    /// A tab stands in no id, so two messages never run together.
    private static String message(OrderLine line, Handle customer, String print) {
        if (line.order().isEmpty()) return print;
        return String.join(
                "\t",
                line.order().replace('\t', ' '),
                customer.value(),
                line.isReturn() ? "return" : "order",
                line.currency());
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        int source = log.source(SOURCE);
        Set<String> messages = new HashSet<>();
        parts.read(part, texts -> messages.add(texts[0]));
        Map<String, long[]> before = log.known(source, messages);
        Map<String, Order> orders = new LinkedHashMap<>();
        Map<Handle, long[]> counts = new HashMap<>();
        parts.read(part, texts -> {
            Order.Line line = line(texts);
            Order order = orders.computeIfAbsent(line.messageId(), message -> new Order(line, before.get(message)));
            counts.computeIfAbsent(order.customer(), _ -> new long[2])[order.add(line) ? 0 : 1]++;
        });
        Map<Handle, Known> customers = customers(orders.values());
        List<Log.Entry> entries = new ArrayList<>();
        for (Order order : orders.values()) {
            Known customer = customers.get(order.customer());
            if (customer != null && order.hasNew())
                entries.add(order.entry(customer.customer(), ground.currency(), json));
        }
        log.add(source, entries);
        long fresh = customers.values().stream().filter(Known::isNew).count();
        long stored = 0;
        long duplicate = 0;
        long refused = 0;
        for (Map.Entry<Handle, long[]> of : counts.entrySet()) {
            long[] count = of.getValue();
            if (customers.containsKey(of.getKey())) {
                stored += count[0];
                duplicate += count[1];
            } else {
                refused += count[0] + count[1];
            }
        }
        return new Import.Tally(0, stored, duplicate, refused, entries.size(), fresh);
    }

    /// The latest order tells best who the customer is.
    private Map<Handle, Known> customers(Iterable<Order> orders) {
        List<Order> inTime = new ArrayList<>();
        orders.forEach(inTime::add);
        inTime.sort(Comparator.comparing(Order::latestAt));
        Map<Handle, Person> people = new HashMap<>();
        for (Order order : inTime) people.merge(order.customer(), order.person(), Person::and);
        return directory.resolve(people.values());
    }

    private static Order.Line line(String[] texts) {
        return new Order.Line(
                texts[0],
                Ground.handle(texts[1]),
                texts[2],
                !texts[3].isEmpty(),
                texts[4],
                Instant.ofEpochMilli(Long.parseLong(texts[5])),
                Long.parseUnsignedLong(texts[6], 16),
                texts[7],
                texts[8],
                texts[9],
                texts[10],
                texts[11],
                texts[12],
                texts[13],
                texts[14]);
    }
}
