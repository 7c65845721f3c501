package valentine.event;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import valentine.transparency.Redaction;

/// Messages that could not be stored, as they came, until somebody mends them or lets them go.
@Component
class Quarantine {
    /// So much we keep of each source; nothing is dropped to make room, the sender waits.
    static final long LARGEST = 64L << 20;

    private static final String ENVELOPE = """
            INSERT INTO event.envelope (digest, text) VALUES (:digest, :text) ON CONFLICT DO NOTHING
            """;
    private static final String KEEP = """
            INSERT INTO event.quarantine
                (source, message_id, digest, call, body, envelope, reason, detail, received_at)
            VALUES (:source, :message, :digest, :call, :body, :envelope, :reason, :detail, :received)
            ON CONFLICT (source, digest) DO UPDATE SET times = quarantine.times + 1
            RETURNING (xmax = 0) AS fresh
            """;
    private static final String COLUMNS = """
            q.id, q.source, s.name, q.message_id, q.call, q.body, e.text AS envelope, q.reason, q.detail, q.received_at,
            q.times, q.ended_at, q.stored_as
            """;
    private static final String FROM =
            "FROM event.quarantine q JOIN event.source s ON s.id = q.source LEFT JOIN event.envelope e ON e.digest = q.envelope\n";
    // Index quarantine_waiting, backwards.
    private static final String WAITING = "SELECT " + COLUMNS + FROM + """
            WHERE q.ended_at IS NULL AND q.id < :below
            ORDER BY q.id DESC
            LIMIT :limit
            """;
    // Index quarantine_reason, backwards.
    private static final String OF_REASON = "SELECT " + COLUMNS + FROM + """
            WHERE q.ended_at IS NULL AND q.reason = :reason AND q.id < :below
            ORDER BY q.id DESC
            LIMIT :limit
            """;
    private static final String ONE = "SELECT " + COLUMNS + FROM + "WHERE q.id = :id";
    private static final String LOCK = "SELECT id FROM event.quarantine WHERE id = :id AND ended_at IS NULL FOR UPDATE";
    // Index quarantine_reason alone.
    private static final String REASONS = """
            SELECT reason, count(*) AS waiting FROM event.quarantine WHERE ended_at IS NULL
            GROUP BY reason ORDER BY waiting DESC, reason
            """;
    private static final String END = """
            UPDATE event.quarantine SET ended_at = :now, ended_by = :by, stored_as = :stored, body = ''
            WHERE id = :id
            """;
    private static final String STILL = "UPDATE event.quarantine SET reason = :reason, detail = :detail WHERE id = :id";
    private static final String FULLEST = """
            SELECT name, held FROM event.source WHERE held * 10 >= :most * 8 ORDER BY held DESC LIMIT 20
            """;
    private static final String HOLD = "UPDATE event.source SET held = greatest(0, held + :bytes) WHERE id = :source";
    private static final String HELD = "SELECT held FROM event.source WHERE id = :source";

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A message that waits, or waited.
    record Held(
            long id,
            SourceId source,
            String sourceName,
            String messageId,
            Call call,
            String body,
            String envelope,
            Reason reason,
            String detail,
            Instant receivedAt,
            long times,
            boolean isWaiting,
            @Nullable String storedAs) {
        Slip slip() {
            return Slip.of(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// How many wait for this reason.
    record Count(Reason reason, long waiting) {}

    /// A source that has hardly room left for refused messages.
    record Fullness(String source, int percent) {}

    /// What waits, of one reason or all, the newest first.
    List<Held> waiting(@Nullable Reason reason, long below, int limit) {
        var query = jdbc.sql(reason == null ? WAITING : OF_REASON)
                .param("below", below)
                .param("limit", limit);
        return (reason == null ? query : query.param("reason", reason.key()))
                .query((row, _) -> held(row))
                .list();
    }

    Optional<Held> find(long id) {
        return jdbc.sql(ONE).param("id", id).query((row, _) -> held(row)).optional();
    }

    List<Count> reasons() {
        return jdbc.sql(REASONS)
                .query((row, _) ->
                        new Count(Reason.of(row.getString("reason")).orElse(Reason.NOT_STORED), row.getLong("waiting")))
                .list();
    }

    List<Fullness> fullest() {
        return jdbc.sql(FULLEST)
                .param("most", LARGEST)
                .query((row, _) ->
                        new Fullness(row.getString("name"), (int) Math.min(100, row.getLong("held") * 100 / LARGEST)))
                .list();
    }

    /// Whether it still waits; nobody else ends it until this transaction does.
    boolean lock(long id) {
        return jdbc.sql(LOCK).param("id", id).query((_, _) -> true).optional().isPresent();
    }

    /// It waits no more: stored under this number, or let go.
    void end(Held held, @Nullable String storedAs, String by, Instant now) {
        jdbc.sql(END)
                .param("id", held.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("stored", storedAs)
                .update();
        hold(held.source(), -(held.slip().length() + held.envelope().length()));
    }

    /// It is refused still, perhaps for another reason.
    void still(Held held, Message.Refused refused) {
        jdbc.sql(STILL)
                .param("id", held.id())
                .param("reason", refused.reason().key())
                .param("detail", refused.detail())
                .update();
    }

    /// Whether there is no room for more of this source.
    boolean isFull(SourceId source) {
        return jdbc.sql(HELD)
                        .param("source", source.value())
                        .query((row, _) -> row.getLong(1))
                        .single()
                >= LARGEST;
    }

    /// Keeps this; false where the very same was kept before.
    boolean keep(Delivery delivery, Message.Refused refused) {
        byte[] envelope = text(delivery.envelope());
        byte[] digest = Slip.digest(envelope);
        jdbc.sql(ENVELOPE).param("digest", digest).param("text", envelope).update();
        boolean fresh = jdbc.sql(KEEP)
                .param("source", delivery.source().id().value())
                .param("message", refused.id())
                .param("digest", refused.slip().digest())
                .param("call", delivery.envelope().call().word())
                .param("body", body(refused.slip()))
                .param("envelope", digest)
                .param("reason", refused.reason().key())
                .param("detail", refused.detail())
                .param("received", delivery.received().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (fresh) hold(delivery.source().id(), refused.slip().length() + envelope.length);
        return fresh;
    }

    private void hold(SourceId source, int bytes) {
        jdbc.sql(HOLD).param("bytes", bytes).param("source", source.value()).update();
    }

    private static Held held(ResultSet row) throws SQLException {
        byte[] envelope = row.getBytes("envelope");
        return new Held(
                row.getLong("id"),
                new SourceId(row.getInt("source")),
                row.getString("name"),
                row.getString("message_id"),
                Call.of(row.getString("call")).orElseThrow(),
                new String(row.getBytes("body"), StandardCharsets.UTF_8),
                envelope == null ? "{}" : new String(envelope, StandardCharsets.UTF_8),
                Reason.of(row.getString("reason")).orElse(Reason.NOT_STORED),
                row.getString("detail"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getLong("times"),
                row.getObject("ended_at") == null,
                row.getString("stored_as"));
    }

    /// As it came, without what is sensitive: it would lie open here.
    private static byte[] body(Slip slip) {
        try (var parser = slip.parser()) {
            JsonNode said = Envelope.JSON.readTree(parser);
            JsonNode open = Redaction.of(said);
            return open.equals(said) ? slip.copy() : Envelope.JSON.writeValueAsBytes(open);
        } catch (JacksonException e) {
            return slip.copy();
        }
    }

    /// What stood around it, as it was said.
    private static byte[] text(Envelope envelope) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Envelope.JSON.createGenerator(text)) {
            out.writeStartObject();
            write(out, "sentAt", envelope.sentAt());
            write(out, "context", Redaction.of(envelope.context()));
            write(out, "integrations", envelope.integrations());
            out.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator out, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            out.writeName(name);
            Envelope.JSON.writeTree(out, value);
        }
    }
}
