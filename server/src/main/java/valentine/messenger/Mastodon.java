package valentine.messenger;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.channel.Outgoing;
import valentine.channel.Parcel;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.guard.Limits;
import valentine.guard.Request;

/// An account in the Fediverse: who mentions it writes to us.
@Component
class Mastodon implements Adapter {
    static final String TOKEN = "token";
    private static final String NAME = "mastodon:";
    // By Mastodon's own limits: 500 characters are counted by the server, which may allow more.
    private static final Allowance ALLOWANCE = new Allowance(
            "by Mastodon",
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            4,
            NewAttachment.LARGEST,
            List.of(
                    new Allowance.Kind(
                            "pictures (JPEG, PNG, GIF, WebP)",
                            16 * Allowance.MB,
                            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/avif")),
                    new Allowance.Kind(
                            "films (MP4, WebM)",
                            NewAttachment.LARGEST,
                            Set.of("video/mp4", "video/webm", "video/quicktime")),
                    new Allowance.Kind(
                            "recordings (MP3, M4A, OGG, WAV)",
                            NewAttachment.LARGEST,
                            Set.of("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac", "audio/aac"))));
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration STILL_PREPARING = Duration.ofMinutes(1);
    private static final Vendors.Tongue UPLOADED =
            new Vendors.Tongue(body -> body.path("id").asString(""), Mastodon::problem);
    private static final int PAGE = 40;
    private static final int SURE_TRIES = 2;
    private static final Pattern NAME_OF_FILE =
            Pattern.compile("/([A-Za-z0-9_.-]{1,100}?\\.([A-Za-z0-9]{2,5}))(?:\\?.*)?$");
    // Mastodon says what a file is in one word only: its address ends with what it really is.
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"));
    private static final Vendors.Tongue TONGUE =
            new Vendors.Tongue(body -> body.path("id").asString(""), Mastodon::problem);

    private final Vendors vendors;
    private final Connections connections;
    private final Media media;
    private final Clock clock;

    Mastodon(Vendors vendors, Connections connections, Media media, Clock clock) {
        this.vendors = vendors;
        this.connections = connections;
        this.media = media;
        this.clock = clock;
    }

    @Override
    public Medium medium() {
        return Medium.MASTODON;
    }

    @Override
    public String describe() {
        return "Mentions of your account on Mastodon or another server of the Fediverse.";
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.line(
                        "account",
                        "Our account",
                        "With its server: @shop@mastodon.social.",
                        "",
                        "@?[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9.-]{3,200}",
                        "write it as @shop@mastodon.social."),
                Field.line(
                        "api",
                        "Server",
                        "Where the account lives.",
                        "",
                        "https?://[\\x21-\\x7e]{3,200}",
                        "write it as https://mastodon.social."),
                Field.secret(
                        TOKEN,
                        "Access token",
                        "Preferences, Development, New application; it needs read:notifications, read:accounts,"
                                + " write:statuses and, for files, write:media.",
                        "[\\x21-\\x7e]{10,400}",
                        "copy the whole token."),
                Field.choice(
                        "visibility",
                        "Our answers are seen by",
                        "Direct: only those named in them. Unlisted: everybody," + " but they are not shown around.",
                        "direct",
                        "direct|unlisted"));
    }

    @Override
    public Map<String, String> fresh() {
        return Map.of();
    }

    @Override
    public String address(Map<String, String> settings) {
        String account = settings.getOrDefault("account", "");
        return account.startsWith("@") ? account : "@" + account;
    }

    @Override
    public List<Copied> copied(Connection connection) {
        return List.of();
    }

    @Override
    public Optional<String> trial(Connection connection) {
        Vendors.Reply reply = vendors.call(get(connection, "/api/v1/accounts/verify_credentials"));
        Optional<String> problem = Vendors.problem(reply, Mastodon::problem);
        if (problem.isPresent()) return problem;
        String name = reply.body().path("username").asString("");
        String ours = address(connection.settings()).substring(1).replaceFirst("@.*", "");
        return name.equalsIgnoreCase(ours)
                ? Optional.empty()
                : Optional.of("This token belongs to @" + name.replaceAll("[^A-Za-z0-9_.-]", "?") + ", not to @" + ours
                        + ".");
    }

    @Override
    public Allowance allowance() {
        return ALLOWANCE;
    }

    @Override
    public Optional<String> refusal(Connection connection, Outgoing what) {
        return Adapter.super.refusal(connection, what).or(() -> mixed(what.attachments()));
    }

    private static Optional<String> mixed(List<NewAttachment> files) {
        boolean hasOther = files.stream().anyMatch(file -> !Allowance.type(file).startsWith("image/"));
        return files.size() > 1 && hasOther
                ? Optional.of(
                        "Mastodon takes up to four pictures at once, or one film or recording. Send them in posts of"
                                + " their own.")
                : Optional.empty();
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Handover hand(Parcel parcel) {
        Connection connection = parcel.connection();
        String to = parcel.departed().to().value();
        if (!to.startsWith(NAME)) return new Handover.Refused("This customer has never mentioned us on Mastodon.");
        Optional<Handover> refused = Adapter.refusal(this, parcel)
                .or(() -> mixed(parcel.attachments()).map(Handover.Refused::new));
        if (refused.isPresent()) return refused.get();
        // Two of the same lie there unused for a day, and are then thrown away.
        List<String> files = new ArrayList<>();
        for (NewAttachment file : parcel.attachments()) {
            Handover kept = upload(connection, file);
            if (!(kept instanceof Handover.Taken(var id))) return kept;
            files.add(id);
        }
        String mention = "@" + to.substring(NAME.length());
        String text = parcel.departed().text();
        Map<String, Object> status = new LinkedHashMap<>();
        // Who is not named in it never gets to see it.
        status.put("status", text.contains(mention) ? text : (mention + " " + text).strip());
        if (!files.isEmpty()) status.put("media_ids", files);
        status.put("visibility", connection.setting("visibility").equals("unlisted") ? "unlisted" : "direct");
        parcel.references().stream()
                .filter(reference -> reference.matches("\\d{1,30}"))
                .reduce((_, last) -> last)
                .ifPresent(last -> status.put("in_reply_to_id", last));
        Request request = Request.post(
                        Adapter.api(connection) + "/api/v1/statuses", "application/json", vendors.write(status))
                .with("Authorization", login(connection))
                .with("Idempotency-Key", parcel.externalId());
        // The server knows the key of a post for an hour: so long is a repeat the same post.
        return vendors.handover(
                connection, vendors.call(request), TONGUE, parcel.departed().tries() <= SURE_TRIES);
    }

    /// Larger ones are prepared after they were taken; before that no post takes them.
    private Handover upload(Connection connection, NewAttachment file) {
        Request request = new FileForm()
                .file("file", file)
                .post(Adapter.api(connection) + "/api/v2/media")
                .with("Authorization", login(connection));
        Vendors.Reply reply = vendors.call(request);
        Handover taken = vendors.handover(connection, reply, UPLOADED, true);
        if (!(taken instanceof Handover.Taken(var id)) || reply.status() != 202) return taken;
        if (!id.matches("[A-Za-z0-9_-]{1,60}")) return new Handover.Refused("They call a file by what is no number.");
        for (int look = 0; look < LOOKS; look++) {
            Vendors.Reply ready = vendors.call(get(connection, "/api/v1/media/" + id));
            if (ready.status() != 206) return vendors.handover(connection, ready, UPLOADED, true);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return new Handover.Later("Mastodon still prepares “" + file.name() + "”.", STILL_PREPARING);
    }

    /// The files of what mentioned us, by the posts they came with; asks for them, so never within a transaction.
    Map<String, List<NewAttachment>> files(List<JsonNode> mentions) {
        Map<String, List<NewAttachment>> files = new LinkedHashMap<>();
        for (JsonNode mention : mentions) {
            JsonNode status = mention.path("status");
            List<Media.Kept> kept = status.path("media_attachments").values().stream()
                    .flatMap(file -> kept(file).stream())
                    .toList();
            if (!kept.isEmpty()) files.put(status.path("id").asString(""), media.fetch(kept));
        }
        return files;
    }

    /// Where our own server keeps a copy of it, else where it comes from.
    private static Optional<Media.Kept> kept(JsonNode file) {
        String url = file.path("url").asString(file.path("remote_url").asString(""));
        Matcher name = NAME_OF_FILE.matcher(url);
        if (!name.find()) return Optional.empty();
        String type = TYPES.getOrDefault(name.group(2).toLowerCase(Locale.ROOT), "");
        return Optional.of(new Media.Kept(url, "", type.isEmpty() ? name.group(1) : "", type));
    }

    /// What came after this one, the oldest first; nothing where it could not be asked.
    Optional<List<JsonNode>> mentions(Connection connection, String after) {
        String path =
                "/api/v1/notifications?types%5B%5D=mention&limit=" + PAGE + (after.isEmpty() ? "" : "&min_id=" + after);
        Vendors.Reply reply = vendors.call(get(connection, path));
        Optional<String> problem = Vendors.problem(reply, Mastodon::problem);
        if (problem.isPresent()) {
            connections.trouble(connection.id(), problem.get());
            return Optional.empty();
        }
        connections.well(connection.id());
        return Optional.of(reply.body().values().stream().toList().reversed());
    }

    /// What somebody wrote in which we are mentioned.
    ///
    /// @param files those of the post that could be fetched
    Optional<Arriving> read(Connection connection, JsonNode notification, List<NewAttachment> files) {
        JsonNode status = notification.path("status");
        String id = status.path("id").asString("");
        Optional<Handle> from =
                handle(connection, status.path("account").path("acct").asString(""));
        if (!notification.path("type").asString("").equals("mention") || id.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        String text = words(status, files);
        String answers = status.path("in_reply_to_id").asString("");
        return Optional.of(new Arriving(
                connection.id(),
                id,
                new Sender(
                        from.get(), status.path("account").path("display_name").asString(""), true),
                List.of(),
                null,
                answers.isEmpty() ? List.of() : List.of(answers),
                "",
                text,
                null,
                text.length(),
                at(status.path("created_at").asString("")),
                Arriving.Sort.MESSAGE,
                files));
    }

    /// Somebody of our own server is named without it.
    private static Optional<Handle> handle(Connection connection, String account) {
        if (!account.matches("[A-Za-z0-9_.-]{1,100}(@[A-Za-z0-9.:-]{1,200})?")) return Optional.empty();
        String whole = account.contains("@") ? account : account + "@" + host(connection.setting("api"));
        return Handle.anonymous(NAME + whole.toLowerCase(Locale.ROOT));
    }

    private static String host(String url) {
        try {
            return String.valueOf(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    private static String words(JsonNode status, List<NewAttachment> files) {
        Document page = Jsoup.parse(status.path("content").asString(""));
        page.select("br").forEach(line -> line.after("\n"));
        page.select("p").forEach(paragraph -> paragraph.after("\n\n"));
        String warning = status.path("spoiler_text").asString("");
        String said = ((warning.isEmpty() ? "" : warning + "\n\n") + page.wholeText()).strip();
        int came = status.path("media_attachments").size();
        if (said.isEmpty() && came == 0) return "[an empty post]";
        return Media.words(said, files, Math.max(0, Math.min(came, Media.MOST) - files.size()), "on Mastodon");
    }

    private Instant at(String said) {
        try {
            return Instant.parse(said);
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    private Request get(Connection connection, String path) {
        return Request.get(Adapter.api(connection) + path)
                .with("Authorization", login(connection))
                .within(new Limits(Limits.USUAL.whole(), Limits.USUAL.read(), 8 << 20));
    }

    private String login(Connection connection) {
        return "Bearer " + connections.secret(connection.id(), TOKEN).orElse("");
    }

    private static String problem(JsonNode body) {
        return body.path("error").asString("");
    }
}
