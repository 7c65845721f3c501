package valentine.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.web.Limiter;

/// Where other programs tell us of messages. Who cannot prove who he is hears always the same.
@RestController
@ConditionalOnWebApplication
class InboundHook {
    static final String HOOK = "hook";
    static final String SECRET = "secret";
    static final String HMAC = "hmac";
    private static final int LONGEST = 1 << 20;
    private static final ResponseEntity<String> STRANGER = ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .contentType(MediaType.TEXT_PLAIN)
            .body("Not known here.");

    private final Connections connections;
    private final Inbound inbound;
    private final JsonMapper json;
    private final Clock clock;
    private final Limiter wrong = new Limiter(300, Duration.ofMinutes(1));

    InboundHook(Connections connections, Inbound inbound, JsonMapper json, Clock clock) {
        this.connections = connections;
        this.inbound = inbound;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/hooks/{hook}")
    ResponseEntity<String> take(@PathVariable String hook, HttpServletRequest request) throws IOException {
        Optional<Connection> connection = connections.of(Medium.WEBHOOK).stream()
                .filter(one -> !one.setting(HOOK).isEmpty() && same(one.setting(HOOK), hook))
                .findFirst();
        if (connection.isEmpty() || !wrong.wait(hook).isZero()) return STRANGER;
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST || !isHim(connection.get(), request, body)) {
            wrong.spend(hook);
            return STRANGER;
        }
        Optional<String> problem = read(body)
                .map(message -> inbound.take(connection.get(), message, header(request, "webhook-id")))
                .orElse(Optional.of("This is not JSON."));
        problem.ifPresentOrElse(
                why -> connections.trouble(connection.get().id(), "The last message could not be read. " + why),
                () -> connections.well(connection.get().id()));
        return problem.map(why -> text(HttpStatus.UNPROCESSABLE_CONTENT, why)).orElse(text(HttpStatus.OK, "Taken."));
    }

    private boolean isHim(Connection connection, HttpServletRequest request, byte[] body) {
        Optional<String> secret = connections.secret(connection.id(), SECRET);
        if (secret.isEmpty()) return false;
        if (connection.setting("signing").equals(HMAC)) {
            byte[] mac = Signing.plain(secret.get().getBytes(StandardCharsets.UTF_8), body);
            String came = header(request, connection.setting("header")).strip();
            String bare = came.startsWith("sha256=") ? came.substring("sha256=".length()) : came;
            boolean isHex = same(HexFormat.of().formatHex(mac), bare.toLowerCase(Locale.ROOT));
            return isHex || same(Base64.getEncoder().encodeToString(mac), bare);
        }
        return Signing.isRight(
                secret.get(),
                header(request, "webhook-id"),
                header(request, "webhook-timestamp"),
                header(request, "webhook-signature"),
                body,
                clock.instant());
    }

    private Optional<JsonNode> read(byte[] body) {
        try {
            return Optional.of(json.readTree(body));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String header(HttpServletRequest request, String name) {
        String value = name.isEmpty() ? null : request.getHeader(name);
        return value == null ? "" : value;
    }

    private static boolean same(String right, String came) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), came.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<String> text(HttpStatus status, String said) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(said);
    }
}
