package valentine.messenger;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import valentine.channel.NewAttachment;
import valentine.guard.Answer;
import valentine.guard.Http;
import valentine.guard.Limits;
import valentine.guard.Request;

/// Fetches the files that came with messages from where the services keep them, for there they are not for long.
///
/// Never within a transaction: it takes as long as others take. What cannot be fetched is left there, and said.
@Component("messengerMedia")
class Media {
    static final int MOST = 10;
    private static final int MOST_STEPS = 4;
    /// Whoever called us with it waits for our answer about so long.
    private static final Duration TOGETHER = Duration.ofSeconds(10);
    private static final Duration EACH = Duration.ofSeconds(8);
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", "picture.jpg"),
            Map.entry("image/png", "picture.png"),
            Map.entry("image/gif", "picture.gif"),
            Map.entry("image/webp", "picture.webp"),
            Map.entry("image/heic", "picture.heic"),
            Map.entry("audio/ogg", "recording.ogg"),
            Map.entry("audio/mpeg", "recording.mp3"),
            Map.entry("audio/mp4", "recording.m4a"),
            Map.entry("audio/aac", "recording.aac"),
            Map.entry("audio/amr", "recording.amr"),
            Map.entry("video/mp4", "film.mp4"),
            Map.entry("video/3gpp", "film.3gp"),
            Map.entry("application/pdf", "document.pdf"),
            Map.entry("text/plain", "text.txt"),
            Map.entry("text/vcard", "contact.vcf"),
            Map.entry("text/x-vcard", "contact.vcf"));

    private final Http http;
    private final Clock clock;

    Media(Http http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /// Where a file is kept.
    ///
    /// @param key what opens it there, for this very host; empty where nothing is needed
    /// @param name as its sender calls it; empty where he does not
    record Kept(String url, String key, String name, String mediaType) {
        Kept {
            String bare = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
            mediaType = bare.matches("[a-z0-9.+-]{1,100}/[a-z0-9.+-]{1,100}") ? bare : "application/octet-stream";
            if (name.isBlank()) name = ENDINGS.getOrDefault(mediaType, "file");
        }
    }

    /// As many as come in time and fit into a message.
    List<NewAttachment> fetch(List<Kept> kept) {
        Instant end = clock.instant().plus(TOGETHER);
        List<NewAttachment> files = new ArrayList<>();
        int room = NewAttachment.LARGEST;
        for (Kept one : kept.subList(0, Math.min(kept.size(), MOST))) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero()) break;
            Duration patience = left.compareTo(EACH) < 0 ? left : EACH;
            Optional<byte[]> content = content(one, new Limits(patience, patience, room));
            if (content.isEmpty()) continue;
            room -= content.get().length;
            files.add(new NewAttachment(one.name(), one.mediaType(), content.get(), null));
            if (room <= 0) break;
        }
        return files;
    }

    /// Services send on to where their files lie: each step is checked as any other address is, and what opens the
    /// first is shown to no other host.
    private Optional<byte[]> content(Kept kept, Limits limits) {
        String url = kept.url();
        for (int step = 0; step < MOST_STEPS; step++) {
            Request request = Request.get(url).within(limits);
            boolean isTheirs = host(url).equals(host(kept.url()));
            Answer answer =
                    http.send(kept.key().isEmpty() || !isTheirs ? request : request.with("Authorization", kept.key()));
            if (!(answer instanceof Answer.Answered answered)) return Optional.empty();
            if (answered.isFine()) return Optional.of(answered.body());
            Optional<String> next = answered.header("location");
            if (!ELSEWHERE.contains(answered.status()) || next.isEmpty()) return Optional.empty();
            try {
                url = URI.create(url).resolve(next.get()).toString();
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// With its port, in whatever way it is written.
    private static String host(String url) {
        try {
            return String.valueOf(URI.create(url).getRawAuthority()).toLowerCase(Locale.ROOT) + " "
                    + URI.create(url).getScheme();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /// What a message says: its words, else the names of its files; and that some of them stayed where they were.
    static String words(String said, List<NewAttachment> files, int left, String where) {
        String stayed = switch (left) {
            case 0 -> "";
            case 1 -> "[1 file, to be seen " + where + "] ";
            default -> "[" + left + " files, to be seen " + where + "] ";
        };
        String words = said.isBlank()
                ? String.join(", ", files.stream().map(NewAttachment::name).toList())
                : said;
        String text = (stayed + words).strip();
        return text.isEmpty() ? "[an empty message]" : text;
    }
}
