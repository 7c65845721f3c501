package valentine.customer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The fingerprints of those whom nobody may bring in.
@Component
class SuppressionTable {
    private static final String ANY = "SELECT EXISTS (SELECT FROM customer.suppression WHERE lifted_at IS NULL)";
    // The primary key.
    private static final String AMONG = """
            SELECT s.hash FROM customer.suppression s
            WHERE s.hash = ANY (CAST(:hashes AS bytea[])) AND s.lifted_at IS NULL
            """;
    private static final String SUPPRESS = """
            INSERT INTO customer.suppression AS s (hash, erasure, since)
            SELECT given.hash, CAST(:erasure AS uuid), :now
            FROM unnest(CAST(:hashes AS bytea[])) AS given (hash)
            ON CONFLICT (hash) DO UPDATE
            SET erasure = excluded.erasure, since = excluded.since, lifted_at = NULL, lifted_by = NULL
            WHERE s.lifted_at IS NOT NULL
            """;
    // Index suppression_erasure.
    private static final String LIFT = """
            UPDATE customer.suppression SET lifted_at = :now, lifted_by = :member
            WHERE erasure = CAST(:erasure AS uuid) AND lifted_at IS NULL
            """;
    private static final String OF =
            "SELECT erasure FROM customer.suppression WHERE hash = :hash AND lifted_at IS NULL";

    private final Fingerprints fingerprints;
    private final JdbcClient jdbc;

    SuppressionTable(Fingerprints fingerprints, JdbcClient jdbc) {
        this.fingerprints = fingerprints;
        this.jdbc = jdbc;
    }

    /// Which of these nobody may bring in: one question where nobody was ever forgotten, else one for all of them.
    Set<Handle> among(Collection<Handle> handles) {
        if (handles.isEmpty()
                || !jdbc.sql(ANY).query((row, _) -> row.getBoolean(1)).single()) return Set.of();
        Fingerprints.Maker maker = fingerprints.maker();
        Map<Fingerprint, Handle> asked = HashMap.newHashMap(handles.size());
        handles.forEach(handle -> asked.put(maker.of(handle), handle));
        Set<Handle> suppressed = new HashSet<>();
        jdbc.sql(AMONG)
                .param("hashes", hashes(asked.keySet()))
                .query((row, _) -> Fingerprint.of(row.getBytes("hash")))
                .list()
                .forEach(print -> suppressed.add(asked.get(print)));
        return suppressed;
    }

    void suppress(UUID erasure, Collection<Fingerprint> prints, Instant now) {
        jdbc.sql(SUPPRESS)
                .param("erasure", erasure.toString())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("hashes", hashes(prints))
                .update();
    }

    Optional<UUID> erasureOf(Handle handle) {
        return jdbc.sql(OF)
                .param("hash", fingerprints.maker().of(handle).bytes())
                .query((row, _) -> row.getObject("erasure", UUID.class))
                .optional();
    }

    boolean lift(UUID erasure, long member, Instant now) {
        return jdbc.sql(LIFT)
                        .param("erasure", erasure.toString())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("member", member)
                        .update()
                > 0;
    }

    private static byte[][] hashes(Collection<Fingerprint> prints) {
        return prints.stream().map(Fingerprint::bytes).toArray(byte[][]::new);
    }
}
