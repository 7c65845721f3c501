package valentine.chat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.chat.Streams.Stream;
import valentine.customer.Handle;
import valentine.web.Limiter;

/// What the widget asks for and says.
///
/// Whoever shows a token that is none, is over or is of another chat gets the same answer.
@Controller
@ConditionalOnWebApplication
class Endpoints {
    static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_BODY = 32 * 1024;
    private static final int LONGEST_NAME = 80;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final ResponseEntity<Object> NOBODY =
            ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();

    private final Widgets widgets;
    private final Visits visits;
    private final Guests guests;
    private final Lines lines;
    private final Streams streams;
    private final Voices voices;
    private final Turnstile turnstile;
    private final JsonMapper json;
    private final Limiter comers = new Limiter(60, Duration.ofMinutes(1));
    private final Limiter messages = new Limiter(20, Duration.ofSeconds(30));
    private final Limiter marks = new Limiter(120, Duration.ofMinutes(1));
    private final Limiter listeners = new Limiter(30, Duration.ofMinutes(1));

    Endpoints(
            Widgets widgets,
            Visits visits,
            Guests guests,
            Lines lines,
            Streams streams,
            Voices voices,
            Turnstile turnstile,
            JsonMapper json) {
        this.widgets = widgets;
        this.visits = visits;
        this.guests = guests;
        this.lines = lines;
        this.streams = streams;
        this.voices = voices;
        this.turnstile = turnstile;
        this.json = json;
    }

    @GetMapping(ChatDoor.SCRIPT)
    ResponseEntity<Resource> script() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(new ClassPathResource("static/chat/widget.js"));
    }

    @GetMapping("/chat/{key}/look")
    ResponseEntity<Object> look(HttpServletRequest request) {
        Widget widget = ChatDoor.widget(request);
        Widgets.Look ours = widgets.ours();
        Widgets.Desk desk = widgets.desk(widget);
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("name", ours.firm());
        look.put("accent", ours.accent());
        look.put("dark", ours.accentOnDark());
        look.put("greeting", widget.greeting());
        look.put("away", widget.away());
        look.put("here", desk.isHere());
        if (desk.back() != null) look.put("back", desk.back().toString());
        return ResponseEntity.ok(look);
    }

    @PostMapping("/chat/{key}/visitors")
    ResponseEntity<Object> come(HttpServletRequest request) throws IOException {
        Duration wait = comers.spend(Limiter.remote(request));
        if (!wait.isZero()) return slower(wait);
        JsonNode body = body(request);
        if (body == null) return ResponseEntity.badRequest().build();
        Widget widget = ChatDoor.widget(request);
        String user = body.path("user").asString("");
        Optional<String> token = user.isEmpty()
                ? Optional.of(visits.begin(widget))
                : visits.begin(widget, user, body.path("signature").asString(""));
        return token.map(text -> ResponseEntity.ok((Object) Map.of("token", text)))
                .orElse(NOBODY);
    }

    @PostMapping("/chat/{key}/messages")
    ResponseEntity<Object> say(HttpServletRequest request) throws IOException {
        return with(request, messages, (visitor, body) -> {
            String client = body.path("id").asString("");
            String text = body.path("text").asString("").strip();
            if (text.length() > LONGEST_MESSAGE)
                return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
            if (text.isEmpty() || !isName(client))
                return ResponseEntity.unprocessableContent().build();
            return switch (visits.say(visitor, client, text, null)) {
                case Visits.Said.Taken(var line) -> ResponseEntity.ok(Map.of("line", line));
                case Visits.Said.Gone() -> NOBODY;
            };
        });
    }

    @PostMapping("/chat/{key}/contact")
    ResponseEntity<Object> contact(HttpServletRequest request) throws IOException {
        return with(request, messages, (visitor, body) -> {
            Optional<Handle> email = Handle.email(body.path("email").asString(""));
            if (email.isEmpty()) return ResponseEntity.unprocessableContent().build();
            String name = body.path("name")
                    .asString("")
                    .replaceAll("[\\p{Cntrl}\\s]+", " ")
                    .strip();
            visits.contact(visitor, name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, email.get());
            return ResponseEntity.noContent().build();
        });
    }

    @PostMapping("/chat/{key}/marks")
    ResponseEntity<Object> mark(HttpServletRequest request) throws IOException {
        return with(request, marks, (visitor, body) -> {
            visits.mark(
                    visitor, body.path("delivered").asLong(0), body.path("read").asLong(0));
            if (body.path("writing").asInt(0) == 1) visits.typing(visitor);
            return ResponseEntity.noContent().build();
        });
    }

    /// What is new, as it comes, until the widget is closed; first all that came after the last one it knows.
    @GetMapping("/chat/{key}/stream")
    @Nullable
    ResponseEntity<Object> listen(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Optional<Visitor> visitor = turnstile.pass(() -> guests.of(request));
        if (visitor.isEmpty()) return NOBODY;
        Duration wait = listeners.spend(visitor.get().id().toString());
        if (!wait.isZero()) return slower(wait);
        try (Stream stream = streams.open(visitor.get())) {
            if (stream == null) return slower(Duration.ofSeconds(30));
            response.setContentType("text/event-stream;charset=UTF-8");
            // Proxies that gather what they pass on would hold it back.
            response.setHeader("X-Accel-Buffering", "no");
            stream(stream, visitor.get(), ChatDoor.widget(request), number(request), response);
        }
        return null;
    }

    private void stream(Stream stream, Visitor visitor, Widget widget, long after, HttpServletResponse response)
            throws IOException, InterruptedException {
        OutputStream out = response.getOutputStream();
        boolean isHere = widgets.desk(widget).isHere();
        long last = lines(out, visitor, after, visitor.ourRead());
        send(out, last, Map.of("here", isHere));
        out.flush();
        while (streams.isRunning()) {
            Sign sign = stream.next(HEARTBEAT);
            if (!streams.isRunning()) return;
            switch (sign) {
                case Sign.Lines _ -> last = lines(out, visitor, last, 0);
                case Sign.Writing(var _, var member) ->
                    send(out, last, Map.of("writing", true, "by", voices.name(member)));
                case Sign.Seen(var _, var upTo) -> send(out, last, Map.of("seen", upTo));
                case null, default -> out.write(": still here\n\n".getBytes(StandardCharsets.US_ASCII));
            }
            boolean now = widgets.desk(widget).isHere();
            if (now != isHere) send(out, last, Map.of("here", now));
            isHere = now;
            out.flush();
        }
    }

    private long lines(OutputStream out, Visitor visitor, long after, long ourRead) throws IOException {
        List<Lines.Line> fresh = lines.after(visitor.id(), after);
        if (fresh.isEmpty()) return after;
        long last = fresh.getLast().id();
        send(
                out,
                last,
                Map.of("lines", fresh.stream().map(line -> told(line, ourRead)).toList()));
        return last;
    }

    private Map<String, Object> told(Lines.Line line, long ourRead) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", line.id());
        told.put("who", line.isOwn() ? "you" : "us");
        told.put("text", line.text());
        told.put("at", line.at().toEpochMilli());
        if (line.client() != null) told.put("client", line.client());
        if (line.writer() != null) told.put("by", voices.name(line.writer().value()));
        if (line.isOwn() && line.id() <= ourRead) told.put("seen", true);
        if (!line.files().isEmpty()) told.put("files", line.files());
        return told;
    }

    private void send(OutputStream out, long id, Map<String, Object> event) throws IOException {
        String text = "id: " + id + "\ndata: " + json.writeValueAsString(event) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Act {
        ResponseEntity<Object> by(Visitor visitor, JsonNode body);
    }

    private ResponseEntity<Object> with(HttpServletRequest request, Limiter limiter, Act act) throws IOException {
        Optional<Visitor> visitor = guests.of(request);
        if (visitor.isEmpty()) return NOBODY;
        Duration wait = limiter.spend(visitor.get().id().toString());
        if (!wait.isZero()) return slower(wait);
        JsonNode body = body(request);
        return body == null ? ResponseEntity.badRequest().build() : act.by(visitor.get(), body);
    }

    /// Nothing where it is no JSON object, or too long.
    private @Nullable JsonNode body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) return null;
        try {
            JsonNode body = json.readTree(bytes);
            return body.isObject() ? body : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static long number(HttpServletRequest request) {
        String last = String.valueOf(request.getHeader("Last-Event-ID"));
        return last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
    }

    /// Whether a widget may call a message so.
    static boolean isName(String client) {
        return client.matches("[A-Za-z0-9-]{8,64}");
    }

    static ResponseEntity<Object> slower(Duration wait) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Limiter.seconds(wait))
                .build();
    }
}
