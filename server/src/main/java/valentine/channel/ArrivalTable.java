package valentine.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;

/// What came in, as it is kept; every statement is for many messages of one connection.
@Repository
class ArrivalTable {
    private static final HexFormat HEX = HexFormat.of();

    // Unique index on connection and hash.
    private static final String KNOWN = """
            SELECT hash FROM channel.arrival WHERE connection = :connection AND hash = ANY (CAST(:hashes AS bytea[]))
            """;
    // Index departure_external.
    private static final String LEFT = """
            SELECT external_id FROM channel.departure
            WHERE external_id = ANY (:ids) AND connection IN (SELECT id FROM channel.connection WHERE medium = :medium)
            """;
    private static final String KEEP = """
            INSERT INTO channel.arrival (connection, external_id, hash, thread, customer, sender_kind, sender,
                sender_name, is_sure, others, subject, text, html, quoted_from, sort, at, taken_at)
            SELECT :connection, id, decode(hash, 'hex'), thread, customer, kind, sender, name, sure, others, subject,
                text, html, quoted, sort, at, :now
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, hash text, thread bigint, customer bigint,
                kind text, sender text, name text, sure boolean, others jsonb, subject text, text text, html text,
                quoted int, sort text, at timestamptz)
            ON CONFLICT DO NOTHING
            RETURNING id, hash
            """;
    private static final String COPY = """
            INSERT INTO channel.copied (arrival, customer)
            SELECT arrival, customer
            FROM unnest(CAST(:arrivals AS bigint[]), CAST(:customers AS bigint[])) AS given (arrival, customer)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ArrivalTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// A message to be kept, where it belongs.
    record New(String hash, ThreadId thread, CustomerId customer, Arriving what) {
        private Map<String, Object> row(Instant now) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", what.externalId());
            row.put("hash", hash);
            row.put("thread", thread.value());
            row.put("customer", customer.value());
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
    }

    /// A customer who was named in a message to somebody else.
    record Copied(ArrivalId arrival, CustomerId customer) {}

    /// By its hash each that did not come before, the first of those that bear one name.
    Map<String, Arriving> news(Connection connection, Collection<Arriving> all) {
        Map<String, Arriving> news = new LinkedHashMap<>();
        for (Arriving one : all) {
            news.putIfAbsent(HEX.formatHex(Threads.message(connection, one.externalId())), one);
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

    /// Which of these went out by ourselves, by any connection of the medium.
    Set<String> left(Medium medium, Collection<String> externalIds) {
        if (externalIds.isEmpty()) return Set.of();
        return jdbc.sql(LEFT)
                .param("ids", externalIds.toArray(String[]::new))
                .param("medium", medium.key())
                .query((row, _) -> row.getString("external_id"))
                .set();
    }

    /// The number of each by its hash.
    Map<String, ArrivalId> keep(Connection connection, List<New> fresh) {
        Instant now = clock.instant();
        List<Map<String, Object>> rows = new ArrayList<>();
        fresh.forEach(one -> rows.add(one.row(now)));
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

    void copied(Collection<Copied> copies) {
        jdbc.sql(COPY)
                .param(
                        "arrivals",
                        copies.stream().map(one -> one.arrival().value()).toArray(Long[]::new))
                .param(
                        "customers",
                        copies.stream().map(one -> one.customer().value()).toArray(Long[]::new))
                .update();
    }
}
