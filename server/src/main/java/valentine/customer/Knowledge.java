package valentine.customer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What we know of a customer, each value with who said it and when.
@Service
public class Knowledge {
    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    // Index customer_head, then the primary key of statements: the last word on each trait, and who said it.
    private static final String VALUES = """
            WITH word AS (
                SELECT DISTINCT ON (t.key) t.key AS name, (t.value ->> 0)::int AS trust,
                    timestamptz 'epoch' + (t.value ->> 1)::bigint * interval '1 microsecond' AS at,
                    decode(t.value ->> 2, 'hex') AS digest, t.value -> 3 AS value
                FROM customer.customer c CROSS JOIN LATERAL jsonb_each(c.said) t
                WHERE c.head = :head
                ORDER BY t.key, trust DESC, at DESC, digest DESC)
            SELECT w.name, w.value, w.at, w.trust, said.source
            FROM word w
            LEFT JOIN LATERAL (
                SELECT s.source
                FROM customer.customer c JOIN customer.statement s ON s.customer = c.id
                WHERE c.head = :head AND s.at = w.at AND s.trust = w.trust AND s.digest = w.digest
                LIMIT 1) said ON true
            WHERE w.value <> 'null'
            ORDER BY w.name
            LIMIT 500
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Knowledge(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// One thing that we know.
    ///
    /// @param source who said it, in words; empty where that was not kept
    /// @param claimed whether only a browser said so
    public record Value(String name, String value, String source, Instant at, boolean claimed) {}

    public List<Value> of(CustomerId head) {
        return jdbc.sql(VALUES)
                .param("head", head.value())
                .query((row, _) -> new Value(
                        row.getString("name"),
                        Trait.said(json.readValue(row.getString("value"), ANYTHING)),
                        Optional.ofNullable(row.getString("source")).orElse(""),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("trust") == Trust.CLAIMED.rank()))
                .list();
    }
}
