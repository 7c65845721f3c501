package valentine.messenger;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import valentine.channel.AttachmentId;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.mail.Site;
import valentine.web.Limiter;

/// Where the services of messengers call us. Whoever cannot prove who he is hears the same, whatever is wrong.
@RestController("messengerHooks")
@ConditionalOnWebApplication
class Hooks {
    static final String HOOK = "hook";
    private static final int LONGEST_BODY = 3 << 20;
    private static final ResponseEntity<String> STRANGER = ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .contentType(MediaType.TEXT_PLAIN)
            .body("Not known here.");
    private static final ResponseEntity<String> TAKEN =
            ResponseEntity.ok().contentType(MediaType.TEXT_XML).body("<Response/>");

    private final Connections connections;
    private final Inbound inbound;
    private final Sms sms;
    private final Telegram telegram;
    private final WhatsApp whatsApp;
    private final Media media;
    private final Handout handout;
    private final Vendors vendors;
    private final Site site;
    /// Signatures cost something to check: who sends wrong ones by the thousand is not heard for a while.
    private final Limiter wrong = new Limiter(300, Duration.ofMinutes(1));

    Hooks(
            Connections connections,
            Inbound inbound,
            Sms sms,
            Telegram telegram,
            WhatsApp whatsApp,
            Media media,
            Handout handout,
            Vendors vendors,
            Site site) {
        this.connections = connections;
        this.inbound = inbound;
        this.sms = sms;
        this.telegram = telegram;
        this.whatsApp = whatsApp;
        this.media = media;
        this.handout = handout;
        this.vendors = vendors;
        this.site = site;
    }

    @PostMapping("/hooks/sms/{hook}")
    ResponseEntity<String> sms(
            @PathVariable String hook,
            @RequestHeader(name = "X-Twilio-Signature", defaultValue = "") String signature,
            @RequestParam MultiValueMap<String, String> form) {
        return heard(Medium.SMS, hook, c -> isTwilio(c, Sms.hook(c), form, signature), c -> {
            Map<String, String> said = form.toSingleValueMap();
            inbound.sms(c, said, media.fetch(sms.files(c, said)));
        });
    }

    @PostMapping("/hooks/sms/{hook}/status/{name}")
    ResponseEntity<String> smsStatus(
            @PathVariable String hook,
            @PathVariable String name,
            @RequestHeader(name = "X-Twilio-Signature", defaultValue = "") String signature,
            @RequestParam MultiValueMap<String, String> form) {
        return heard(
                Medium.SMS,
                hook,
                c -> isTwilio(c, Sms.hook(c) + "/status/" + name, form, signature),
                c -> inbound.smsStatus(c, name, form.toSingleValueMap()));
    }

    /// A file of a message of ours, which Twilio fetches. A browser that comes here by chance saves it, and runs
    /// nothing.
    @GetMapping("/hooks/sms/{hook}/files/{file:\\d{1,18}}/{until:\\d{1,11}}/{proof}")
    ResponseEntity<byte[]> smsFile(
            @PathVariable String hook, @PathVariable long file, @PathVariable long until, @PathVariable String proof) {
        return handout.of(hook, new AttachmentId(file), until, proof)
                .map(found -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_TYPE, Allowance.type(found))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(found.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .body(found.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping("/hooks/telegram/{hook}")
    ResponseEntity<String> telegram(
            @PathVariable String hook,
            @RequestHeader(name = "X-Telegram-Bot-Api-Secret-Token", defaultValue = "") String proof,
            HttpServletRequest request)
            throws IOException {
        byte[] body = whole(request);
        return heard(
                Medium.TELEGRAM,
                hook,
                c -> body.length <= LONGEST_BODY
                        && !Telegram.isAsked(c)
                        && telegram.proof(c)
                                .filter(right -> Signatures.same(right, proof))
                                .isPresent(),
                c -> inbound.telegram(telegram.read(c, List.of(read(body)))));
    }

    /// Meta asks once whether the address is ours before it calls it.
    @GetMapping("/hooks/whatsapp/{hook}")
    ResponseEntity<String> whatsAppChallenge(
            @PathVariable String hook,
            @RequestParam(name = "hub.mode", defaultValue = "") String mode,
            @RequestParam(name = "hub.verify_token", defaultValue = "") String token,
            @RequestParam(name = "hub.challenge", defaultValue = "") String challenge) {
        boolean isRight = of(Medium.WHATSAPP, hook)
                .filter(c -> mode.equals("subscribe") && Signatures.same(c.setting(WhatsApp.VERIFY), token))
                .isPresent();
        return isRight && challenge.matches("[A-Za-z0-9_.-]{1,200}")
                ? ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(challenge)
                : STRANGER;
    }

    @PostMapping("/hooks/whatsapp/{hook}")
    ResponseEntity<String> whatsApp(
            @PathVariable String hook,
            @RequestHeader(name = "X-Hub-Signature-256", defaultValue = "") String signature,
            HttpServletRequest request)
            throws IOException {
        byte[] body = whole(request);
        return heard(
                Medium.WHATSAPP,
                hook,
                c -> body.length <= LONGEST_BODY
                        && connections
                                .secret(c.id(), WhatsApp.APP_SECRET)
                                .filter(secret -> Signatures.isMeta(secret, body, signature))
                                .isPresent(),
                c -> {
                    JsonNode told = read(body);
                    inbound.whatsApp(c, told, whatsApp.files(c, told));
                });
    }

    private ResponseEntity<String> heard(
            Medium medium, String hook, Predicate<Connection> isHim, Consumer<Connection> take) {
        Optional<Connection> connection = of(medium, hook);
        if (connection.isEmpty() || !wrong.wait(hook).isZero()) return STRANGER;
        if (!isHim.test(connection.get())) {
            wrong.spend(hook);
            return STRANGER;
        }
        take.accept(connection.get());
        return TAKEN;
    }

    private Optional<Connection> of(Medium medium, String hook) {
        return connections.of(medium).stream()
                .filter(connection ->
                        !connection.setting(HOOK).isEmpty() && Signatures.same(connection.setting(HOOK), hook))
                .findFirst();
    }

    /// Over the address as they call it: never over what a request says that it is.
    private boolean isTwilio(Connection connection, String path, MultiValueMap<String, String> form, String signature) {
        Optional<String> token = connections.secret(connection.id(), Sms.TOKEN);
        return token.isPresent() && Signatures.isTwilio(token.get(), site.url(path), Map.copyOf(form), signature);
    }

    /// No more of it than we take, whoever sends it.
    private static byte[] whole(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(LONGEST_BODY + 1);
    }

    private JsonNode read(byte[] body) {
        return vendors.read(new String(body, StandardCharsets.UTF_8));
    }
}
