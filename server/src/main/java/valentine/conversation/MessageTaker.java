package valentine.conversation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import valentine.channel.Archive;
import valentine.channel.Arrival;
import valentine.channel.ArrivalId;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.csv.Cells;
import valentine.csv.Field;
import valentine.csv.Mapping;
import valentine.csv.Refusal;
import valentine.csv.Row;
import valentine.csv.When;
import valentine.customer.Directory;
import valentine.customer.Directory.Known;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.intake.Ground;
import valentine.intake.Import;
import valentine.intake.Parts;
import valentine.intake.RowDigest;
import valentine.intake.Taker;

/// Takes conversations from before, a message a row: each once, in its thread, resolved, and once into the history.
final class MessageTaker implements Taker {
    private static final Set<String> OURS = Set.of("out", "outbound", "outgoing", "sent", "false", "agent", "us", "we");
    private static final Set<String> THEIRS =
            Set.of("in", "inbound", "incoming", "received", "true", "customer", "user", "end-user");

    private static final int AT_ONCE = 500;

    private final Cells.Plan plan;
    private final RowDigest digest;
    private final Ground ground;
    private final Tools tools;

    MessageTaker(Mapping mapping, Ground ground, Tools tools) {
        this.plan = new Cells.Plan(mapping);
        this.digest = new RowDigest(mapping);
        this.ground = ground;
        this.tools = tools;
    }

    /// By what messages of files come in.
    record Tools(
            Archive archive,
            ConnectionId connection,
            Directory directory,
            ConversationTable table,
            MessageBatch messages,
            Ledger ledger) {}

    @Override
    public Taken read(Row row) {
        Cells cells = new Cells(plan, row);
        When when = cells.when(Field.DATE);
        boolean ours = ours(cells);
        String customer = cells.id(Field.CUSTOMER);
        if (when == null) cells.refuse(Field.DATE, "The row does not say when it was written.");
        if (!ours && customer.isEmpty()) cells.refuse(Field.CUSTOMER, "The row does not say who wrote it.");
        String thread = cells.id(MessageColumns.THREAD);
        String replyTo = cells.id(MessageColumns.REPLY_TO);
        if (ours && customer.isEmpty() && thread.isEmpty() && replyTo.isEmpty()) {
            cells.refuse(Field.CUSTOMER, "The row does not say to whom it was written.");
        }
        Refusal refusal = cells.refusal();
        if (refusal != null) return new Taken.Refused(refusal);
        if (when == null) throw new IllegalStateException("Nothing refused in record " + row.record());
        Ground.Place place = new Ground.Place(row.record(), row.line());
        String id = cells.id(Field.MESSAGE_ID);
        if (!customer.isEmpty() || !ours) {
            Optional<Taken> impossible = ground.refuse(place, customer, when, id, null);
            if (impossible.isPresent()) return impossible.get();
        }
        for (String number : List.of(id, thread, replyTo)) {
            if (number.length() > Ground.LONGEST_ID)
                return place.refuse(number, "The number is longer than 200 characters.");
        }
        String at = when.in(ground.zone()).toString();
        FileMessage message = new FileMessage(
                thread,
                id.isEmpty() ? digest.of(row, thread, customer, at) : id,
                replyTo,
                customer,
                Ends.line(cells.text(MessageColumns.NAME), 200),
                ours,
                when.in(ground.zone()),
                medium(cells.text(Field.CHANNEL)),
                Ends.line(cells.text(Field.SUBJECT), 500),
                Ends.typed(cells.text(Field.TEXT), Reply.LONGEST),
                Ends.line(cells.text(MessageColumns.AUTHOR), 200));
        // Without threads any row may answer any other.
        return new Taken.Aside(thread, message.texts());
    }

    @Override
    public Import.Tally take(Parts parts, int part) throws IOException {
        List<FileMessage> messages = new ArrayList<>();
        parts.read(part, texts -> messages.add(FileMessage.of(texts)));
        messages.sort(Comparator.comparing(FileMessage::at).thenComparing(FileMessage::id));
        Map<String, Handle> customers = customers(messages);
        Map<Handle, Known> known = people(messages, customers);
        Set<Long> touched = new HashSet<>();
        long stored = 0;
        for (int from = 0; from < messages.size(); from += AT_ONCE) {
            List<FileMessage> some = messages.subList(from, Math.min(messages.size(), from + AT_ONCE));
            List<Arrival> arrivals = take(some, customers, known);
            arrivals.forEach(arrival -> touched.add(arrival.thread().value()));
            stored += arrivals.size();
        }
        // A conversation that was put into another since is settled with that one.
        List<ConversationId> heads = tools.table().heads(touched);
        for (int from = 0; from < heads.size(); from += AT_ONCE) {
            tools.ledger().reckon(heads.subList(from, Math.min(heads.size(), from + AT_ONCE)));
        }
        long newcomers = known.values().stream().filter(Known::isNew).count();
        return new Import.Tally(0, stored, messages.size() - stored, 0, stored, newcomers);
    }

    private List<Arrival> take(List<FileMessage> some, Map<String, Handle> customers, Map<Handle, Known> known) {
        Map<String, String> media = new HashMap<>();
        List<Archive.Past> past = new ArrayList<>();
        for (FileMessage message : some) {
            Handle customer = customers.get(message.id());
            Known owner = customer == null ? null : known.get(customer);
            // Nobody can say whose it is, or it is of somebody whom we were asked to forget.
            if (customer == null || owner == null) continue;
            past.add(new Archive.Past(owner.customer(), arriving(message, customer)));
            if (!message.medium().isEmpty()) media.putIfAbsent(message.id(), message.medium());
        }
        List<Arrival> arrivals = tools.archive().take(tools.connection(), past);
        Map<ArrivalId, String> came = new HashMap<>();
        for (Arrival arrival : arrivals) {
            String medium = media.get(arrival.what().externalId());
            if (medium != null) came.put(arrival.id(), medium);
        }
        tools.messages().media(came);
        return arrivals;
    }

    /// Who they are, found or made all at once; their own rows say what they are called.
    private Map<Handle, Known> people(List<FileMessage> messages, Map<String, Handle> customers) {
        Map<Handle, Person> people = new LinkedHashMap<>();
        for (FileMessage message : messages) {
            Handle customer = customers.get(message.id());
            if (customer == null) continue;
            people.merge(customer, new Person(customer, message.name(), "", "", "", Map.of()), Person::and);
        }
        return tools.directory().resolve(people.values());
    }

    /// Whom each message is from or to: what we wrote without saying to whom went to who stands in the same thread.
    private static Map<String, Handle> customers(List<FileMessage> messages) {
        Map<String, String> ofThread = new HashMap<>();
        Map<String, FileMessage> byId = new HashMap<>();
        Map<String, String> answeredBy = new HashMap<>();
        for (FileMessage message : messages) {
            byId.put(message.id(), message);
            if (message.customer().isEmpty()) continue;
            if (!message.thread().isEmpty()) ofThread.putIfAbsent(message.thread(), message.customer());
            if (!message.replyTo().isEmpty()) answeredBy.putIfAbsent(message.replyTo(), message.customer());
        }
        Map<String, Handle> customers = new HashMap<>();
        for (FileMessage message : messages) {
            String customer = message.customer();
            Set<String> seen = new HashSet<>();
            FileMessage at = message;
            while (customer.isEmpty() && at != null && seen.add(at.id())) {
                customer = at.customer().isEmpty() ? ofThread.getOrDefault(at.thread(), "") : at.customer();
                if (customer.isEmpty()) customer = answeredBy.getOrDefault(at.id(), "");
                at = byId.get(at.replyTo());
            }
            Handle.id(customer).ifPresent(handle -> customers.put(message.id(), handle));
        }
        return customers;
    }

    private Arriving arriving(FileMessage message, Handle customer) {
        Sender theirs = new Sender(customer, message.name(), true);
        Handle us = new Handle(Handle.Kind.ANONYMOUS, "us");
        return new Arriving(
                tools.connection(),
                message.id(),
                message.ours() ? new Sender(us, message.author(), true) : theirs,
                message.ours() ? List.of(theirs) : List.of(),
                message.thread().isEmpty() ? null : message.thread(),
                message.replyTo().isEmpty() ? List.of() : List.of(message.replyTo()),
                message.subject(),
                message.text(),
                null,
                message.text().length(),
                message.at(),
                message.ours() ? Arriving.Sort.COPY : Arriving.Sort.MESSAGE,
                List.of());
    }

    private static boolean ours(Cells cells) {
        String word = cells.text(Field.DIRECTION).toLowerCase(Locale.ROOT);
        if (OURS.contains(word)) return true;
        if (!THEIRS.contains(word)) {
            cells.refuse(Field.DIRECTION, "Say 'in' for what a customer wrote and 'out' for what we wrote.");
        }
        return false;
    }

    private static String medium(String channel) {
        String key = channel.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "");
        return switch (key) {
            case "mail" -> Medium.EMAIL.key();
            case "text", "textmessage" -> Medium.SMS.key();
            case "call", "telephone" -> Medium.PHONE.key();
            default -> Medium.of(key).map(Medium::key).orElse("");
        };
    }
}
