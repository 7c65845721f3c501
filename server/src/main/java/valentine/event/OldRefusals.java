package valentine.event;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Ageing;

/// Refused messages for which nobody came; that they were refused stays counted.
@Component
class OldRefusals implements Ageing {
    private static final String COUNT =
            "SELECT count(*) FROM event.quarantine WHERE ended_at IS NULL AND received_at < :before";
    // Index quarantine_waiting.
    private static final String FORGET = """
            WITH old AS (
                SELECT q.id, q.source, octet_length(q.body) + coalesce(octet_length(e.text), 0) AS size
                FROM event.quarantine q LEFT JOIN event.envelope e ON e.digest = q.envelope
                WHERE q.ended_at IS NULL AND q.received_at < :before
                ORDER BY q.id
                LIMIT :most),
            freed AS (
                UPDATE event.source s SET held = greatest(0, held - o.size)
                FROM (SELECT source, sum(size) AS size FROM old GROUP BY source) o
                WHERE s.id = o.source)
            UPDATE event.quarantine q
            SET body = '', envelope = NULL, detail = '', ended_at = now(), ended_by = 'retention'
            FROM old
            WHERE q.id = old.id
            """;

    private final JdbcClient jdbc;

    OldRefusals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String key() {
        return "refused-messages";
    }

    @Override
    public String what() {
        return "Messages of programs that could not be stored and wait to be mended";
    }

    @Override
    public long count(Instant before) {
        return jdbc.sql(COUNT)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Override
    public long forget(Instant before, int most) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }
}
