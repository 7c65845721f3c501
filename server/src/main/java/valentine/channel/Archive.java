package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.history.Log;

/// Takes in messages from before, a few statements for hundreds of them, where [Arrivals] takes one that comes now.
@Service
public class Archive {
    private static final HexFormat HEX = HexFormat.of();

    // Unique index on connection and hash.
    private static final String KNOWN = """
            SELECT hash FROM channel.arrival WHERE connection = :connection AND hash = ANY (CAST(:hashes AS bytea[]))
            """;
    private static final String KEEP = """
            INSERT INTO channel.arrival (connection, external_id, hash, thread, customer, sender_kind, sender,
                sender_name, is_sure, others, subject, text, html, quoted_from, sort, at, taken_at)
            SELECT :connection, id, decode(hash, 'hex'), thread, customer, kind, sender, name, sure, others, subject,
                text, html, quoted, sort, at, :now
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, hash text, thread bigint, customer bigint,
                kind text, sender text, name text, sure boolean, others jsonb, subject text, text text, html text,
                quoted int, sort text, at timestamptz)
            RETURNING id, hash
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Connections connections;
    private final Threads threads;
    private final Log log;
    private final List<Reader> readers;
    private final Clock clock;

    Archive(
            JdbcClient jdbc,
            JsonMapper json,
            Connections connections,
            Threads threads,
            Log log,
            List<Reader> readers,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.connections = connections;
        this.threads = threads;
        this.log = log;
        this.readers = List.copyOf(readers);
        this.clock = clock;
    }

    /// A message between us and one customer, without files.
    ///
    /// @param customer the profile that it is from or to
    public record Past(CustomerId customer, Arriving what) {}

    /// Takes in what did not come before, each once for ever, in a transaction begun by [valentine.history.Log#lock].
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Arrival> take(ConnectionId id, List<Past> past) {
        Connection connection =
                connections.find(id).orElseThrow(() -> new IllegalStateException("No connection " + id));
        threads.lock(connection);
        Map<String, Past> news = news(connection, past);
        if (news.isEmpty()) return List.of();
        List<ThreadId> places = threads.ofAll(news.entrySet().stream()
                .map(one -> Arrivals.names(connection, one.getValue().what(), HEX.parseHex(one.getKey())))
                .toList());
        Map<String, ArrivalId> kept = keep(connection, news, places);
        List<Arrival> arrivals = new ArrayList<>();
        news.forEach((hash, one) -> arrivals.add(new Arrival(
                Objects.requireNonNull(kept.get(hash)),
                connection,
                places.get(arrivals.size()),
                one.customer(),
                one.what())));
        tell(arrivals);
        readers.forEach(reader -> reader.brought(arrivals));
        return arrivals;
    }

    private Map<String, Past> news(Connection connection, List<Past> past) {
        Map<String, Past> news = new LinkedHashMap<>();
        for (Past one : past) {
            news.putIfAbsent(
                    HEX.formatHex(Threads.message(connection, one.what().externalId())), one);
        }
        Set<String> known = new HashSet<>();
        jdbc.sql(KNOWN)
                .param("connection", connection.id().value())
                .param("hashes", news.keySet().stream().map(HEX::parseHex).toArray(byte[][]::new))
                .query(row -> {
                    known.add(HEX.formatHex(row.getBytes("hash")));
                });
        news.keySet().removeAll(known);
        return news;
    }

    private Map<String, ArrivalId> keep(Connection connection, Map<String, Past> news, List<ThreadId> places) {
        Instant now = clock.instant();
        List<Map<String, Object>> rows = new ArrayList<>();
        news.forEach((hash, one) -> rows.add(row(hash, places.get(rows.size()), one, now)));
        Map<String, ArrivalId> kept = new HashMap<>();
        jdbc.sql(KEEP)
                .param("connection", connection.id().value())
                .param("now", Arrivals.within(now, now))
                .param("rows", json.writeValueAsString(rows))
                .query(row -> {
                    kept.put(HEX.formatHex(row.getBytes("hash")), new ArrivalId(row.getLong("id")));
                });
        return kept;
    }

    private static Map<String, Object> row(String hash, ThreadId thread, Past past, Instant now) {
        Arriving what = past.what();
        Map<String, Object> row = new HashMap<>();
        row.put("id", what.externalId());
        row.put("hash", hash);
        row.put("thread", thread.value());
        row.put("customer", past.customer().value());
        row.put("kind", what.from().handle().kind().word());
        row.put("sender", what.from().handle().value());
        row.put("name", what.from().name());
        row.put("sure", what.from().isSure());
        row.put("others", what.others().stream().map(Arrivals.Other::of).toList());
        row.put("subject", what.subject());
        row.put("text", what.text());
        if (what.html() != null) row.put("html", what.html());
        row.put("quoted", what.quotedFrom());
        row.put("sort", what.sort().key());
        row.put("at", Arrivals.within(what.at(), now).toString());
        return row;
    }

    /// As [Arrivals] tells each of them.
    private void tell(List<Arrival> arrivals) {
        Instant now = clock.instant();
        log.add(
                log.source(Arrivals.SOURCE),
                arrivals.stream()
                        .map(one -> Log.Entry.of(Arrivals.told(one, now), json))
                        .toList());
    }
}
