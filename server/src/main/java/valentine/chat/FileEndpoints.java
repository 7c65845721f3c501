package valentine.chat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import valentine.channel.AttachmentId;
import valentine.channel.NewAttachment;
import valentine.web.Limiter;

/// Takes the files of visitors, and hands out those of their own talk: to be kept, never to be shown as a page.
@Controller
@ConditionalOnWebApplication
class FileEndpoints {
    private static final ResponseEntity<Object> NOBODY =
            ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();

    private final Visits visits;
    private final Files files;
    private final Guests guests;
    private final Limiter uploads = new Limiter(10, Duration.ofMinutes(5));
    /// A visitor is quickly made: so many in all from one address.
    private final Limiter addresses = new Limiter(40, Duration.ofMinutes(5));
    private final Limiter downloads = new Limiter(60, Duration.ofMinutes(5));

    FileEndpoints(Visits visits, Files files, Guests guests) {
        this.visits = visits;
        this.files = files;
        this.guests = guests;
    }

    /// One file, as it is; its name and its number among the widget's messages stand in the address.
    @PostMapping("/chat/{key}/files")
    ResponseEntity<Object> take(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String name)
            throws IOException {
        Optional<Visitor> visitor = guests.of(request);
        if (visitor.isEmpty()) return NOBODY;
        Duration wait = uploads.spend(visitor.get().id().toString());
        if (wait.isZero()) wait = addresses.spend(Limiter.remote(request));
        if (!wait.isZero()) return Endpoints.slower(wait);
        byte[] content = request.getInputStream().readNBytes(Files.LARGEST + 1);
        if (content.length > Files.LARGEST)
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        Optional<NewAttachment> file = Files.taken(name, content);
        if (file.isEmpty())
            return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build();
        if (content.length == 0 || !Endpoints.isName(id))
            return ResponseEntity.unprocessableContent().build();
        return switch (visits.say(visitor.get(), id, "", file.get())) {
            case Visits.Said.Taken(var line) -> ResponseEntity.ok(Map.of("line", line));
            case Visits.Said.Gone() -> NOBODY;
        };
    }

    /// Whatever it is, a browser gets bytes to keep: it never runs or shows them under anybody's address.
    @GetMapping("/chat/{key}/files/{file:\\d{1,18}}")
    ResponseEntity<Object> hand(HttpServletRequest request, @PathVariable long file) {
        Optional<Visitor> visitor = guests.of(request);
        if (visitor.isEmpty()) return NOBODY;
        Duration wait = downloads.spend(visitor.get().id().toString());
        if (!wait.isZero()) return Endpoints.slower(wait);
        return files.of(visitor.get().id(), new AttachmentId(file))
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(found.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .body((Object) found.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
