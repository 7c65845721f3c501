package valentine.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import valentine.customer.Mention;
import valentine.customer.Trust;
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

    // Primary keys and their like; a mail of ours seen in a mailbox by the index departure_external.
    private static final String KNOWN = """
            SELECT EXISTS (SELECT FROM channel.arrival WHERE connection = :connection AND hash = :hash)
                OR EXISTS (
                    SELECT FROM channel.departure
                    WHERE external_id = :id AND connection IN (SELECT id FROM channel.connection WHERE medium = :medium))
            """;
    private static final String KEEP = """
            INSERT INTO channel.arrival (connection, external_id, hash, thread, customer, sender_kind, sender,
                sender_name, is_sure, others, subject, text, html, quoted_from, sort, at, taken_at)
            VALUES (:connection, :id, :hash, :thread, :customer, :kind, :sender, :name, :sure,
                CAST(:others AS jsonb), :subject, :text, :html, :quoted, :sort, :at, :now)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    private static final String COPY = """
            INSERT INTO channel.copied (arrival, customer) VALUES (:arrival, :customer) ON CONFLICT DO NOTHING
            """;
    private static final String FIND = """
            SELECT id, connection, external_id, thread, customer, sender_kind, sender, sender_name, is_sure, others,
                   subject, text, html, quoted_from, sort, at
            FROM channel.arrival WHERE id = :id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
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
        Connection connection = connections
                .find(what.connection())
                .orElseThrow(() -> new IllegalStateException("No connection " + what.connection()));
        byte[] hash = Threads.message(connection, what.externalId());
        threads.lock(connection);
        if (isKnown(connection, what, hash)) return Optional.empty();
        Optional<Sender> whose = whose(what);
        if (whose.isEmpty()) return Optional.empty();
        Optional<CustomerId> customer = admit(whose.get(), what.at());
        if (customer.isEmpty()) return Optional.empty();
        ThreadId thread = threads.of(names(connection, what, hash));
        Optional<ArrivalId> id = keep(what, hash, thread, customer.get());
        if (id.isEmpty()) return Optional.empty();
        Arrival arrival = new Arrival(id.get(), connection, thread, customer.get(), what);
        attachments.keep(id.get(), what.attachments());
        tell(arrival);
        readers.forEach(reader -> reader.read(arrival));
        return Optional.of(arrival);
    }

    /// Without the content of its files.
    public Optional<Arrival> find(ArrivalId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .query((row, _) -> arrival(row))
                .optional();
    }

    private boolean isKnown(Connection connection, Arriving what, byte[] hash) {
        return jdbc.sql(KNOWN)
                .param("connection", connection.id().value())
                .param("hash", hash)
                .param("id", what.externalId())
                .param(
                        "medium",
                        what.sort() == Arriving.Sort.COPY ? connection.medium().key() : "")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// Who wrote it; what we wrote ourselves belongs to who got it.
    private static Optional<Sender> whose(Arriving what) {
        return what.sort() == Arriving.Sort.COPY ? what.others().stream().findFirst() : Optional.of(what.from());
    }

    private Optional<CustomerId> admit(Sender sender, Instant at) {
        Trust trust = sender.isSure() ? Trust.FILLED : Trust.CLAIMED;
        Mention bare = new Mention(List.of(sender.handle()), Map.of(), at, trust, "a message");
        Optional<CustomerId> known = identity.known(bare);
        if (known.isPresent()) return known;
        // A name in a message is a weak word: whom we know already keeps his.
        boolean named =
                !sender.name().isEmpty() && handles.owner(sender.handle()).isEmpty();
        Mention mention = named
                ? new Mention(List.of(sender.handle()), Map.of("name", sender.name()), at, trust, "a message")
                : bare;
        return identity.admit(List.of(mention)).getFirst();
    }

    /// All by which it finds its thread.
    static List<byte[]> names(Connection connection, Arriving what, byte[] hash) {
        List<byte[]> names = new ArrayList<>();
        names.add(hash);
        what.references().forEach(reference -> names.add(Threads.message(connection, reference)));
        if (what.threadKey() != null) names.add(Threads.key(connection, what.threadKey()));
        return names;
    }

    private Optional<ArrivalId> keep(Arriving what, byte[] hash, ThreadId thread, CustomerId customer) {
        Optional<ArrivalId> id = jdbc.sql(KEEP)
                .param("connection", what.connection().value())
                .param("id", what.externalId())
                .param("hash", hash)
                .param("thread", thread.value())
                .param("customer", customer.value())
                .param("kind", what.from().handle().kind().word())
                .param("sender", what.from().handle().value())
                .param("name", what.from().name())
                .param("sure", what.from().isSure())
                .param(
                        "others",
                        json.writeValueAsString(
                                what.others().stream().map(Other::of).toList()))
                .param("subject", what.subject())
                .param("text", what.text())
                .param("html", what.html(), java.sql.Types.VARCHAR)
                .param("quoted", what.quotedFrom())
                .param("sort", what.sort().key())
                .param("at", within(what.at(), clock.instant()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new ArrivalId(row.getLong("id")))
                .optional();
        return id;
    }

    private void tell(Arrival arrival) {
        Arriving what = arrival.what();
        Instant now = clock.instant();
        history.record(told(arrival, now));
        for (Sender other : what.others()) {
            Optional<CustomerId> known = handles.owner(other.handle());
            if (known.isEmpty() || known.get().equals(identity.headOf(arrival.customer()))) continue;
            int copied = jdbc.sql(COPY)
                    .param("arrival", arrival.id().value())
                    .param("customer", known.get().value())
                    .update();
            if (copied == 1) {
                history.record(told(
                        arrival,
                        known.get(),
                        Kind.MESSAGE_COPIED,
                        "in " + arrival.id().value() + " copy " + known.get().value(),
                        now));
            }
        }
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
