package valentine.event;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

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
    private static final String HOLD = "UPDATE event.source SET held = held + :bytes WHERE id = :source";
    private static final String HELD = "SELECT held FROM event.source WHERE id = :source";

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
                .param("body", refused.slip().copy())
                .param("envelope", digest)
                .param("reason", refused.reason().key())
                .param("detail", refused.detail())
                .param("received", delivery.received().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (fresh) {
            jdbc.sql(HOLD)
                    .param("bytes", refused.slip().length() + envelope.length)
                    .param("source", delivery.source().id().value())
                    .update();
        }
        return fresh;
    }

    /// What stood around it, as it was said.
    private static byte[] text(Envelope envelope) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Envelope.JSON.createGenerator(text)) {
            out.writeStartObject();
            write(out, "sentAt", envelope.sentAt());
            write(out, "context", envelope.context());
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
