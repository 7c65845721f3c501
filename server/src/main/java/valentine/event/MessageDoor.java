package valentine.event;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import valentine.event.Delivery.Answer;
import valentine.team.Firms;
import valentine.transparency.LeftOut;
import valentine.transparency.SensitiveFields;
import valentine.web.Limiter;

/// `POST /v1/…`: lets programs in by their keys, takes what they bring, and answers when it is durable.
final class MessageDoor extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageDoor.class);
    /// So many are read and understood at a time; the others wait a moment.
    private static final int AT_A_TIME = 64;

    private static final int PATIENCE_SECONDS = 1;
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final transient Sources sources;
    private final transient Writers writers;
    private final transient Firms firms;
    private final transient SensitiveFields fields;
    private final transient Clock clock;
    private final transient Tail tail;
    private final transient Limiter wrongKeys = new Limiter(600, Duration.ofMinutes(1));
    private final transient Semaphore room = new Semaphore(AT_A_TIME);

    private transient volatile @Nullable Currency currency;

    MessageDoor(Sources sources, Writers writers, Firms firms, SensitiveFields fields, Clock clock, Tail tail) {
        this.sources = sources;
        this.writers = writers;
        this.firms = firms;
        this.fields = fields;
        this.clock = clock;
        this.tail = tail;
    }

    private record Currency(String code, long until) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        switch (request.getMethod()) {
            case "POST" -> post(request, response);
            case "OPTIONS" -> Origins.preflight(sources.all(), request, response);
            default -> {
                response.setHeader("Allow", "POST, OPTIONS");
                problem(response, 405, "Only POST is understood here", "Send messages by POST.");
            }
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Call> call = Call.at(String.valueOf(request.getPathInfo()));
        if (call.isEmpty()) {
            problem(response, 404, "Nothing is taken here", "Send to /v1/batch, /v1/track, /v1/identify …");
            return;
        }
        long began = System.nanoTime();
        try {
            String key = key(request.getHeader("Authorization"));
            Optional<Source> known = key.isEmpty() ? Optional.empty() : sources.ofKey(key);
            if (!key.isEmpty() && known.isEmpty()) {
                unknown(request, response);
                return;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            switch (Body.read(request.getInputStream(), request.getHeader("Content-Encoding"))) {
                case Body.Reading.TooLarge() ->
                    problem(response, 400, "The batch is larger than 500 KB", "Send it in smaller batches.");
                case Body.Reading.Broken(String how) -> problem(response, 400, "The body cannot be unpacked", how);
                case Body.Reading.Read(Slip body) -> read(call.get(), known, body, waited, request, response);
            }
        } catch (DataAccessException | org.springframework.transaction.TransactionException e) {
            LOGGER.warn("A request was turned away: {}", e.getMessage());
            later(response, Writers.Failure.isDiskFull(e) ? Writers.FULL : Writers.AWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            later(response, Writers.AWAY);
        }
    }

    private void read(
            Call call,
            Optional<Source> known,
            Slip body,
            Duration waited,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (call == Call.METRICS) {
            durable(response, new Answer.Durable(0, 0, List.of()), new LeftOut());
            return;
        }
        long began = System.nanoTime();
        if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            later(response, Writers.BUSY);
            return;
        }
        Delivery delivery;
        try {
            delivery = delivery(call, known, body, request, response);
        } finally {
            room.release();
        }
        if (delivery == null) return;
        switch (writers.bring(delivery, waited.plusNanos(System.nanoTime() - began))) {
            case Answer.Durable durable -> {
                durable(response, durable, delivery.leftOut());
                tail.tell(delivery);
            }
            case Answer.Later later -> later(response, later);
        }
    }

    /// What is brought; nothing when the sender was turned away.
    private @Nullable Delivery delivery(
            Call call, Optional<Source> known, Slip body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Instant received = clock.instant();
        return switch (Envelope.read(call, body)) {
            case Envelope.Reading.Unreadable(String title, String mend) -> {
                problem(response, 400, title, mend);
                yield null;
            }
            case Envelope.Reading.Read(Envelope envelope) -> {
                Source source =
                        known.or(() -> sources.ofKey(envelope.writeKey())).orElse(null);
                if (source == null) {
                    unknown(request, response);
                    yield null;
                }
                if (!Origins.admit(source, request, response)) {
                    problem(
                            response,
                            403,
                            "Pages of this origin may not send",
                            "Add the origin to this source, and send again.");
                    yield null;
                }
                Translation translation = new Translation(source, envelope, received, currency());
                yield new Delivery(source, envelope, translation.messages(), translation.leftOut(), received);
            }
        };
    }

    /// The firm's, asked for every few seconds only.
    private String currency() {
        Currency known = currency;
        long now = System.nanoTime();
        if (known == null || now - known.until() > 0) {
            known = new Currency(firms.ours().currency().getCurrencyCode(), now + REMEMBERED.toNanos());
            currency = known;
        }
        return known.code();
    }

    /// The user of Basic, or the bearer's token.
    private static String key(@Nullable String authorization) {
        if (authorization == null) return "";
        String given = authorization.strip();
        if (given.regionMatches(true, 0, "Bearer ", 0, 7))
            return given.substring(7).strip();
        if (!given.regionMatches(true, 0, "Basic ", 0, 6)) return "";
        try {
            String pair =
                    new String(Base64.getDecoder().decode(given.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Good keys are never kept waiting by the wrong ones of their neighbours.
    private void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Duration wait = wrongKeys.spend(Limiter.remote(request));
        if (!wait.isZero()) {
            later(
                    response,
                    new Answer.Later(
                            429,
                            "Too many wrong keys came from your address",
                            "Check the write key of the source.",
                            (int) Math.max(1, wait.toSeconds())));
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Valentine\", charset=\"UTF-8\"");
        problem(
                response,
                401,
                "This key is not known",
                "Send the source's write key as the user of Basic, as Bearer, or as writeKey in the body.");
    }

    private static void later(HttpServletResponse response, Answer.Later later) throws IOException {
        response.setHeader("Retry-After", Integer.toString(later.seconds()));
        problem(response, later.status(), later.title(), later.mend());
    }

    private void durable(HttpServletResponse response, Answer.Durable durable, LeftOut leftOut) throws IOException {
        StringBuilder text = new StringBuilder(96)
                .append("{\"success\":true,\"accepted\":")
                .append(durable.accepted())
                .append(",\"duplicates\":")
                .append(durable.duplicates())
                .append(",\"rejected\":");
        if (durable.rejected().isEmpty()) text.append("[]");
        else
            text.append(Envelope.JSON.writeValueAsString(durable.rejected().stream()
                    .map(one -> Map.of("messageId", one.messageId(), "reason", one.reason()))
                    .toList()));
        if (!leftOut.isEmpty()) dropped(text, leftOut.without(fields.kept()));
        send(response, 200, "application/json", text.append('}').toString());
    }

    /// Which sensitive fields were let go; it stands in the answer only where there are some.
    private static void dropped(StringBuilder text, List<LeftOut.Field> gone) {
        if (gone.isEmpty()) return;
        text.append(",\"dropped\":");
        text.append(Envelope.JSON.writeValueAsString(gone.stream()
                .map(one -> Map.of("field", one.name(), "kind", one.kind().label(), "mend", one.mend()))
                .toList()));
    }

    private static void problem(HttpServletResponse response, int status, String title, String mend)
            throws IOException {
        send(
                response,
                status,
                "application/problem+json",
                Envelope.JSON.writeValueAsString(
                        Map.of("type", "about:blank", "status", status, "title", title, "detail", mend)));
    }

    private static void send(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
