package valentine.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import valentine.channel.Arrival;
import valentine.channel.ArrivalId;
import valentine.channel.Arrivals;
import valentine.channel.AttachmentId;
import valentine.channel.Attachments;
import valentine.channel.NewAttachment;

/// Hands out what strangers sent, so that it can do nothing: HTML for a sandboxed frame, files as downloads.
@Controller
@ConditionalOnWebApplication
class ForeignPage {
    private static final String POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
            + "style-src 'unsafe-inline'; img-src data:%s; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    private static final String FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif");
    private static final int LARGEST_PICTURE = 2 * 1024 * 1024;
    private static final int LARGEST_PICTURES = 8 * 1024 * 1024;

    private final Arrivals arrivals;
    private final Attachments attachments;

    ForeignPage(Arrivals arrivals, Attachments attachments) {
        this.arrivals = arrivals;
        this.attachments = attachments;
    }

    /// @param pictures `yes` fetches those from elsewhere, which tells their servers that somebody looks
    @GetMapping("/email/arrivals/{id:\\d{1,18}}/html")
    ResponseEntity<byte[]> html(@PathVariable long id, @RequestParam(defaultValue = "") String pictures) {
        Arrival arrival = arrivals.find(new ArrivalId(id)).orElseThrow(ForeignPage::unknown);
        String harmless = arrival.what().html();
        if (harmless == null) throw unknown();
        boolean shows = pictures.equals("yes");
        String shown = Foreign.withInline(shows ? Foreign.withPictures(harmless) : harmless, inline(arrival.id())::get);
        String page =
                "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
                        + "<style>body{font:16px/1.5 system-ui,sans-serif;margin:8px;color:#111;background:#fff;"
                        + "overflow-wrap:anywhere}img{max-width:100%;height:auto}</style></head><body>"
                        + (shows ? "" : word(Foreign.picturesHeldBack(harmless))) + shown
                        + "</body></html>";
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
                .header("Content-Security-Policy", POLICY.formatted(shows ? " https: http:" : ""))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String word(int pictures) {
        return switch (pictures) {
            case 0 -> "";
            case 1 -> "<p><em>1 picture from elsewhere is not shown.</em></p>";
            default -> "<p><em>" + pictures + " pictures from elsewhere are not shown.</em></p>";
        };
    }

    /// Only ever a download: what it says it is, a browser must not believe.
    @GetMapping("/attachments/{id:\\d{1,18}}")
    ResponseEntity<byte[]> file(@PathVariable long id) {
        NewAttachment file = attachments.whole(new AttachmentId(id)).orElseThrow(ForeignPage::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(Envelope.oneLine(file.name()), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", FILE_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(file.content());
    }

    /// Pictures that came with the mail, by the name under which it shows them; large ones are downloads only.
    private Map<String, @Nullable String> inline(ArrivalId arrival) {
        Map<String, @Nullable String> pictures = new HashMap<>();
        int room = LARGEST_PICTURES;
        for (Attachments.Attachment file : attachments.of(arrival)) {
            String name = file.contentId();
            if (name == null || !PICTURES.contains(file.mediaType()) || file.size() > Math.min(room, LARGEST_PICTURE))
                continue;
            byte[] content =
                    attachments.whole(file.id()).map(NewAttachment::content).orElse(new byte[0]);
            if (!Pixels.areFew(content)) continue;
            room -= content.length;
            pictures.put(
                    name,
                    "data:" + file.mediaType() + ";base64,"
                            + Base64.getEncoder().encodeToString(content));
        }
        return pictures;
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
