package valentine.customer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The traits of a customer as they are shown, now and as of an earlier moment.
@Component
class TraitTable {
    private static final TypeReference<TreeMap<String, @Nullable Object>> VALUES = new TypeReference<>() {};
    private static final int STATEMENTS = 5_000;

    private static final String SHOWN = "SELECT traits FROM customer.customer WHERE id = :head";
    // Index customer_head, then the primary key backwards: the last statements by then.
    private static final String STATED = """
            SELECT s.trust, (extract(epoch FROM s.at) * 1000000)::bigint AS at, encode(s.digest, 'hex') AS digest,
                   s.traits, s.customer
            FROM (SELECT id FROM customer.customer WHERE head = :head ORDER BY id LIMIT 1000) c
            CROSS JOIN LATERAL (
                SELECT customer, trust, at, digest, traits FROM customer.statement
                WHERE customer = c.id AND at < :moment
                ORDER BY at DESC, trust DESC, digest DESC
                LIMIT :most) s
            """;
    // Indexes customer_head and verdict_same.
    private static final String CHOSEN = """
            SELECT v.choices FROM customer.customer c
            JOIN customer.verdict v ON v.gone = c.id AND v.kind = 'same' AND v.undone_at IS NULL
            WHERE c.head = :head AND v.at < :moment AND v.choices <> '{}'
            ORDER BY v.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TraitTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    SortedMap<String, @Nullable Object> shown(CustomerId head) {
        return jdbc.sql(SHOWN)
                .param("head", head.value())
                .query((row, _) -> json.readValue(row.getString(1), VALUES))
                .optional()
                .orElseGet(TreeMap::new);
    }

    /// What was said before a moment, in the time of events.
    Fold.Portrait before(CustomerId head, Instant moment) {
        Fold fold = new Fold();
        jdbc.sql(STATED)
                .param("head", head.value())
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .param("most", STATEMENTS)
                .query(row -> {
                    fold.take(new Portraits.Statement(
                            row.getLong("customer"),
                            json.readValue(row.getString("traits"), VALUES),
                            row.getLong("at"),
                            Trust.of(row.getInt("trust")),
                            row.getString("digest"),
                            ""));
                });
        List<Map<String, @Nullable Object>> chosen = jdbc.sql(CHOSEN)
                .param("head", head.value())
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query((row, _) -> (Map<String, @Nullable Object>) json.readValue(row.getString(1), VALUES))
                .list();
        return fold.portrait(chosen);
    }
}
