package valentine.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.Named;

/// Finds somebody among the refused messages and what stood around them. There is room for few of them, so that all
/// can be looked through.
@Component
class QuarantineSearch {
    private static final int ROWS_AT_ONCE = 200;

    private static final String BODIES = """
            SELECT q.id, q.source, q.message_id, q.body, q.reason, q.received_at, e.text AS envelope,
                   octet_length(q.body) + coalesce(octet_length(e.text), 0) AS size
            FROM event.quarantine q LEFT JOIN event.envelope e ON e.digest = q.envelope
            WHERE q.ended_at IS NULL
            ORDER BY q.id
            """;
    private static final String FORGET = """
            UPDATE event.quarantine
            SET message_id = 'forgotten-' || gen_random_uuid(), digest = uuid_send(gen_random_uuid()), body = '',
                envelope = NULL, detail = '', ended_at = coalesce(ended_at, :now), ended_by = coalesce(ended_by, 'erasure')
            WHERE id = :id
            """;
    private static final String FREE = """
            UPDATE event.source SET held = greatest(0, held - :bytes) WHERE id = :source
            """;
    // Of what waits no more the envelope was kept; nobody asks for it.
    private static final String LEAVE_ENVELOPES = """
            UPDATE event.quarantine SET envelope = NULL WHERE ended_at IS NOT NULL AND envelope IS NOT NULL
            """;
    private static final String FORGET_ENVELOPES = """
            DELETE FROM event.envelope e
            WHERE NOT EXISTS (SELECT FROM event.quarantine q WHERE q.envelope = e.digest)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    QuarantineSearch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// A message that names somebody.
    record Found(long id, int source, String messageId, String body, String reason, Instant receivedAt, long size) {}

    List<Found> find(Named named) {
        List<Found> found = new ArrayList<>();
        if (named.isNobody()) return found;
        RowCallbackHandler each = row -> {
            String body = new String(row.getBytes("body"), StandardCharsets.UTF_8);
            byte[] around = row.getBytes("envelope");
            String envelope = around == null ? "" : new String(around, StandardCharsets.UTF_8);
            if (!named.inJson(body) && !named.inJson(envelope)) return;
            found.add(new Found(
                    row.getLong("id"),
                    row.getInt("source"),
                    row.getString("message_id"),
                    body,
                    row.getString("reason"),
                    row.getObject("received_at", OffsetDateTime.class).toInstant(),
                    row.getLong("size")));
        };
        jdbc.sql(BODIES).withFetchSize(ROWS_AT_ONCE).query(each);
        return found;
    }

    int forget(Named named) {
        List<Found> all = find(named);
        for (Found found : all) {
            jdbc.sql(FORGET)
                    .param("id", found.id())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql(FREE)
                    .param("bytes", found.size())
                    .param("source", found.source())
                    .update();
        }
        jdbc.sql(LEAVE_ENVELOPES).update();
        jdbc.sql(FORGET_ENVELOPES).update();
        return all.size();
    }
}
