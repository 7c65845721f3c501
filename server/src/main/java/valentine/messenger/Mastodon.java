package valentine.messenger;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.channel.Medium;
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
    private static final int PAGE = 40;
    private static final int SURE_TRIES = 2;
    private static final Vendors.Tongue TONGUE =
            new Vendors.Tongue(body -> body.path("id").asString(""), Mastodon::problem);

    private final Vendors vendors;
    private final Connections connections;
    private final Clock clock;

    Mastodon(Vendors vendors, Connections connections, Clock clock) {
        this.vendors = vendors;
        this.connections = connections;
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
                        "Preferences, Development, New application; it needs read:notifications, read:accounts and"
                                + " write:statuses.",
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
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Handover hand(Parcel parcel) {
        Connection connection = parcel.connection();
        String to = parcel.departed().to().value();
        if (!to.startsWith(NAME)) return new Handover.Refused("This customer has never mentioned us on Mastodon.");
        Optional<Handover> refused = Adapter.refusal(parcel, "by Mastodon", Integer.MAX_VALUE);
        if (refused.isPresent()) return refused.get();
        String mention = "@" + to.substring(NAME.length());
        String text = parcel.departed().text();
        Map<String, Object> status = new LinkedHashMap<>();
        // Who is not named in it never gets to see it.
        status.put("status", text.contains(mention) ? text : mention + " " + text);
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
    Optional<Arriving> read(Connection connection, JsonNode notification) {
        JsonNode status = notification.path("status");
        String id = status.path("id").asString("");
        Optional<Handle> from =
                handle(connection, status.path("account").path("acct").asString(""));
        if (!notification.path("type").asString("").equals("mention") || id.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        String text = words(status);
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
                List.of()));
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

    private static String words(JsonNode status) {
        Document page = Jsoup.parse(status.path("content").asString(""));
        page.select("br").forEach(line -> line.after("\n"));
        page.select("p").forEach(paragraph -> paragraph.after("\n\n"));
        String warning = status.path("spoiler_text").asString("");
        String files = "[file, to be seen on Mastodon] "
                .repeat(Math.min(status.path("media_attachments").size(), 4));
        String text = (files + (warning.isEmpty() ? "" : warning + "\n\n") + page.wholeText()).strip();
        return text.isEmpty() ? "[an empty post]" : text;
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
