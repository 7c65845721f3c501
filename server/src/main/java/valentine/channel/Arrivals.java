package valentine.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;

/// Everything that came in.
@Service
public class Arrivals {
    /// As what the history knows us.
    static final String SOURCE = "channel";

    private static final TypeReference<List<Other>> OTHERS = new TypeReference<>() {};
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    /// As long as the history shows on a page; the whole stands here.
    private static final int LONGEST_TOLD = 10_000;

    private static final String FIND = """
            SELECT id, connection, external_id, thread, customer, sender_kind, sender, sender_name, is_sure, others,
                   subject, text, html, quoted_from, sort, at
            FROM channel.arrival WHERE id = :id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ArrivalTable table;
    private final Authors authors;
    private final Connections connections;
    private final Threads threads;
    private final Attachments attachments;
    private final Identity identity;
    private final Handles handles;
    private final History history;
    private final List<Reader> readers;
    private final Clock clock;

    Arrivals(
            JdbcClient jdbc,
            JsonMapper json,
            ArrivalTable table,
            Authors authors,
            Connections connections,
            Threads threads,
            Attachments attachments,
            Identity identity,
            Handles handles,
            History history,
            List<Reader> readers,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.table = table;
        this.authors = authors;
        this.connections = connections;
        this.threads = threads;
        this.attachments = attachments;
        this.identity = identity;
        this.handles = handles;
        this.history = history;
        this.readers = List.copyOf(readers);
        this.clock = clock;
    }

    /// Takes in a message, in the caller's transaction; nothing where it came before or is of somebody whom we were
    /// asked to forget.
    @Transactional
    public Optional<Arrival> take(Arriving what) {
        return take(what.connection(), List.of(what)).stream().findFirst();
    }

    /// Takes in many of one connection as if they came one after the other; those are missing that came before or are
    /// of somebody whom we were asked to forget.
    @Transactional
    public List<Arrival> take(ConnectionId id, List<Arriving> all) {
        Connection connection =
                connections.find(id).orElseThrow(() -> new IllegalStateException("No connection " + id));
        threads.lock(connection, all);
        List<Arrival> arrivals = keep(connection, whose(news(connection, all)));
        if (arrivals.isEmpty()) return arrivals;
        arrivals.forEach(one -> attachments.keep(one.id(), one.what().attachments()));
        tell(arrivals);
        readers.forEach(reader -> reader.read(arrivals));
        return arrivals;
    }

    /// Without the content of its files.
    public Optional<Arrival> find(ArrivalId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> arrival(row))
                .optional();
    }

    /// By its hash each that is new; a mail of ours seen in a mailbox is known where it left by our door.
    private Map<String, Arriving> news(Connection connection, List<Arriving> all) {
        Map<String, Arriving> news = table.news(connection, all);
        Set<String> left = table.left(
                connection.medium(),
                news.values().stream()
                        .filter(one -> one.sort() == Arriving.Sort.COPY)
                        .map(Arriving::externalId)
                        .toList());
        news.values().removeIf(one -> one.sort() == Arriving.Sort.COPY && left.contains(one.externalId()));
        return news;
    }

    private record Owned(String hash, CustomerId customer, Arriving what) {}

    private List<Owned> whose(Map<String, Arriving> news) {
        Iterator<Optional<CustomerId>> customers =
                authors.of(List.copyOf(news.values())).iterator();
        List<Owned> owned = new ArrayList<>();
        news.forEach(
                (hash, what) -> customers.next().ifPresent(customer -> owned.add(new Owned(hash, customer, what))));
        return owned;
    }

    private List<Arrival> keep(Connection connection, List<Owned> owned) {
        if (owned.isEmpty()) return List.of();
        Map<String, Arriving> messages = new LinkedHashMap<>();
        owned.forEach(one -> messages.put(one.hash(), one.what()));
        Iterator<ThreadId> places = threads.ofAll(names(connection, messages)).iterator();
        List<ArrivalTable.New> fresh = owned.stream()
                .map(one -> new ArrivalTable.New(one.hash(), places.next(), one.customer(), one.what()))
                .toList();
        Map<String, ArrivalId> kept = table.keep(connection, fresh);
        List<Arrival> arrivals = new ArrayList<>();
        for (ArrivalTable.New one : fresh) {
            ArrivalId number = kept.get(one.hash());
            if (number == null) continue;
            arrivals.add(new Arrival(number, connection, one.thread(), one.customer(), one.what()));
        }
        return List.copyOf(arrivals);
    }

    /// All by which each finds its thread.
    static List<List<byte[]>> names(Connection connection, Map<String, Arriving> messages) {
        List<List<byte[]>> names = new ArrayList<>();
        messages.forEach((hash, what) -> {
            List<byte[]> all = new ArrayList<>();
            all.add(HexFormat.of().parseHex(hash));
            what.references().forEach(reference -> all.add(Threads.message(connection, reference)));
            if (what.threadKey() != null) all.add(Threads.key(connection, what.threadKey()));
            names.add(all);
        });
        return names;
    }

    private void tell(List<Arrival> arrivals) {
        Instant now = clock.instant();
        List<Interaction> told = new ArrayList<>();
        arrivals.forEach(arrival -> told.add(told(arrival, now)));
        Map<ArrivalTable.Copied, Arrival> copies = copies(arrivals);
        if (!copies.isEmpty()) table.copied(copies.keySet());
        copies.forEach((copy, arrival) -> told.add(told(
                arrival,
                copy.customer(),
                Kind.MESSAGE_COPIED,
                "in " + copy.arrival().value() + " copy " + copy.customer().value(),
                now)));
        history.record(told);
    }

    /// Customers whom messages name besides who wrote them.
    private Map<ArrivalTable.Copied, Arrival> copies(List<Arrival> arrivals) {
        Map<Handle, CustomerId> known = handles.owners(arrivals.stream()
                .flatMap(arrival -> arrival.what().others().stream())
                .map(Sender::handle)
                .collect(Collectors.toSet()));
        Map<ArrivalTable.Copied, Arrival> copies = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            for (Sender other : arrival.what().others()) {
                CustomerId owner = known.get(other.handle());
                if (owner == null || owner.equals(identity.headOf(arrival.customer()))) continue;
                copies.put(new ArrivalTable.Copied(arrival.id(), owner), arrival);
            }
        }
        return copies;
    }

    /// What the history is told of it.
    static Interaction told(Arrival arrival, Instant now) {
        Kind kind = switch (arrival.what().sort()) {
            case MESSAGE -> Kind.MESSAGE_IN;
            case AUTOMATIC -> Kind.MESSAGE_AUTOMATIC;
            case COPY -> Kind.MESSAGE_OUT;
        };
        return told(arrival, arrival.customer(), kind, "in " + arrival.id().value(), now);
    }

    private static Interaction told(Arrival arrival, CustomerId customer, Kind kind, String message, Instant now) {
        Arriving what = arrival.what();
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!what.subject().isEmpty()) properties.put("subject", what.subject());
        String said = what.said().strip();
        if (!said.isEmpty()) properties.put("text", Texts.clean(said, LONGEST_TOLD));
        return new Interaction(
                customer,
                within(what.at(), now).toInstant(),
                kind,
                what.sort() == Arriving.Sort.COPY ? Interaction.Direction.OUT : Interaction.Direction.IN,
                arrival.connection().medium().key(),
                Texts.title(what.subject(), said),
                properties,
                SOURCE,
                message);
    }

    private Arrival arrival(ResultSet row) throws SQLException {
        Connection connection =
                connections.find(new ConnectionId(row.getInt("connection"))).orElseThrow();
        @Nullable String html = row.getString("html");
        return new Arrival(
                new ArrivalId(row.getLong("id")),
                connection,
                new ThreadId(row.getLong("thread")),
                new CustomerId(row.getLong("customer")),
                new Arriving(
                        connection.id(),
                        row.getString("external_id"),
                        new Other(row.getString("sender_kind"), row.getString("sender"), row.getString("sender_name"))
                                .sender(row.getBoolean("is_sure")),
                        json.readValue(row.getString("others"), OTHERS).stream()
                                .map(other -> other.sender(false))
                                .toList(),
                        null,
                        List.of(),
                        row.getString("subject"),
                        row.getString("text"),
                        html,
                        row.getInt("quoted_from"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Arriving.Sort.valueOf(row.getString("sort").toUpperCase(Locale.ROOT)),
                        List.of()));
    }

    /// Strangers date their messages as they like.
    static OffsetDateTime within(Instant given, Instant now) {
        Instant at = given.isAfter(now) ? now : given.isBefore(EARLIEST) ? EARLIEST : given;
        return at.atOffset(ZoneOffset.UTC);
    }

    record Other(String kind, String value, String name) {
        static Other of(Sender sender) {
            return new Other(sender.handle().kind().word(), sender.handle().value(), sender.name());
        }

        Sender sender(boolean isSure) {
            return new Sender(new Handle(Handle.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value), name, isSure);
        }
    }
}
