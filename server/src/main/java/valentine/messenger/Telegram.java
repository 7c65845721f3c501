package valentine.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.channel.Parcel;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.guard.Limits;
import valentine.guard.Request;
import valentine.mail.Site;
import valentine.team.Token;

/// A bot of Telegram, by its Bot API.
@Component
class Telegram implements Adapter {
    static final String TOKEN = "token";
    /// What Telegram repeats to us in a header, so that nobody else can pass for it.
    static final String CALLS = "Telegram calls us";

    static final String WE_ASK = "We ask Telegram";
    private static final String NAME = "telegram:";
    private static final int LARGEST_PHOTO = 10 * Allowance.MB;
    // By the Bot API: any file up to 50 MB, ten of them in an album.
    private static final Allowance ALLOWANCE = new Allowance(
            "by Telegram",
            4_096,
            1_024,
            10,
            NewAttachment.LARGEST,
            List.of(new Allowance.Kind("files", NewAttachment.LARGEST, Set.of())));
    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/webp");
    private static final Duration POLL = Duration.ofSeconds(20);

    private final Vendors vendors;
    private final Connections connections;
    private final Media media;
    private final Site site;

    Telegram(Vendors vendors, Connections connections, Media media, Site site) {
        this.vendors = vendors;
        this.connections = connections;
        this.media = media;
        this.site = site;
    }

    @Override
    public Medium medium() {
        return Medium.TELEGRAM;
    }

    @Override
    public String describe() {
        return "Customers write to your bot in Telegram; free, and set up in five minutes.";
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.line(
                        "bot",
                        "Name of the bot",
                        "As people find it: @YourShopBot.",
                        "",
                        "@?[A-Za-z0-9_]{3,64}",
                        "write it as @YourShopBot."),
                Field.secret(
                        TOKEN,
                        "Token",
                        "@BotFather gives it when you make the bot.",
                        "\\d{3,20}:[A-Za-z0-9_-]{10,100}",
                        "it looks like 123456:ABC-DEF1234ghIkl."),
                Field.choice(
                        "way",
                        "How messages come",
                        "Telegram can call us where this Valentine has a public https address; asking works everywhere.",
                        WE_ASK,
                        WE_ASK + "|" + CALLS),
                Field.api("Change it only for a Bot API server of your own.", "https://api.telegram.org"));
    }

    @Override
    public Map<String, String> fresh() {
        // In its own settings, for it is no more than a proof that it is Telegram who calls.
        return Map.of(Hooks.HOOK, Token.fresh().text());
    }

    @Override
    public String address(Map<String, String> settings) {
        String bot = settings.getOrDefault("bot", "");
        return bot.startsWith("@") ? bot : "@" + bot;
    }

    @Override
    public List<Copied> copied(Connection connection) {
        return List.of();
    }

    static boolean isAsked(Connection connection) {
        return !connection.setting("way").equals(CALLS);
    }

    /// The way from its token to what it sends us along: the token itself never goes there.
    Optional<String> proof(Connection connection) {
        return connections
                .secret(connection.id(), TOKEN)
                .map(token -> HexFormat.of().formatHex(new Token("telegram hook " + token).hash()));
    }

    @Override
    public Optional<String> trial(Connection connection) {
        Optional<String> unknown =
                Vendors.problem(vendors.call(call(connection, "getMe", Map.of())), Telegram::problem);
        if (unknown.isPresent()) return unknown;
        if (isAsked(connection)) {
            return Vendors.problem(vendors.call(call(connection, "deleteWebhook", Map.of())), Telegram::problem);
        }
        String url = site.url("/hooks/telegram/" + connection.setting(Hooks.HOOK));
        if (!url.startsWith("https://")) {
            return Optional.of("Telegram calls only addresses that begin with https://, and ours is " + site.url("")
                    + ". Set the public address under Settings, Mail, or choose that we ask Telegram.");
        }
        Map<String, Object> webhook =
                Map.of("url", url, "secret_token", proof(connection).orElse(""), "allowed_updates", List.of("message"));
        return Vendors.problem(vendors.call(call(connection, "setWebhook", webhook)), Telegram::problem);
    }

    @Override
    public Allowance allowance() {
        return ALLOWANCE;
    }

    @Override
    public Handover hand(Parcel parcel) {
        String to = parcel.departed().to().value();
        String text = parcel.departed().text();
        if (!to.startsWith(NAME)) return new Handover.Refused("This customer has never written to the bot.");
        Optional<Handover> refused = Adapter.refusal(this, parcel);
        if (refused.isPresent()) return refused.get();
        long chat = Long.parseLong(to.substring(NAME.length()));
        Vendors.Reply reply = parcel.attachments().isEmpty()
                ? words(parcel.connection(), chat, text)
                : files(parcel.connection(), chat, text, parcel.attachments());
        // Telegram says how long to wait in the body, not in a header.
        JsonNode wait = reply.body().path("parameters").path("retry_after");
        if (reply.status() == 429 && wait.isNumber()) {
            return new Handover.Later(problem(reply.body()), Vendors.bounded(Duration.ofSeconds(wait.asLong())));
        }
        return vendors.handover(
                parcel.connection(), reply, new Vendors.Tongue(Telegram::nameOfSent, Telegram::problem), false);
    }

    private Vendors.Reply words(Connection connection, long chat, String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("chat_id", chat);
        message.put("text", text);
        message.put("link_preview_options", Map.of("is_disabled", true));
        return vendors.call(call(connection, "sendMessage", message));
    }

    /// One file by itself, several as one album: all of them go or none.
    private Vendors.Reply files(Connection connection, long chat, String text, List<NewAttachment> files) {
        if (files.size() > 1) return album(connection, chat, text, files);
        NewAttachment file = files.getFirst();
        if (PHOTOS.contains(Allowance.type(file)) && file.content().length <= LARGEST_PHOTO) {
            Vendors.Reply shown = one(connection, chat, text, "photo", file);
            // A picture that it cannot show, for it is too wide or not whole, goes as the file that it is.
            if (shown.status() != 400) return shown;
        }
        return one(connection, chat, text, "document", file);
    }

    private Vendors.Reply one(Connection connection, long chat, String text, String sort, NewAttachment file) {
        FileForm form = new FileForm().field("chat_id", Long.toString(chat)).file(sort, file);
        if (!text.isBlank()) form.field("caption", text);
        return vendors.call(form.post(url(connection, sort.equals("photo") ? "sendPhoto" : "sendDocument")));
    }

    private Vendors.Reply album(Connection connection, long chat, String text, List<NewAttachment> files) {
        FileForm form = new FileForm().field("chat_id", Long.toString(chat));
        List<Map<String, String>> album = new ArrayList<>();
        for (NewAttachment file : files) {
            String part = "file" + album.size();
            form.file(part, file);
            // Words stand below the last one, so that they are read after all of them.
            album.add(
                    album.size() == files.size() - 1 && !text.isBlank()
                            ? Map.of("type", "document", "media", "attach://" + part, "caption", text)
                            : Map.of("type", "document", "media", "attach://" + part));
        }
        form.field("media", vendors.write(album));
        return vendors.call(form.post(url(connection, "sendMediaGroup")));
    }

    /// What waits for us there; nothing where it could not be asked, which is then the connection's trouble.
    Optional<List<JsonNode>> updates(Connection connection, long from) {
        Map<String, Object> question =
                Map.of("offset", from, "timeout", POLL.toSeconds(), "allowed_updates", List.of("message"));
        Request request = call(connection, "getUpdates", question)
                .within(new Limits(POLL.plusSeconds(15), POLL.plusSeconds(10), 8 << 20));
        Vendors.Reply reply = vendors.call(request);
        Optional<String> problem = Vendors.problem(reply, Telegram::problem);
        if (problem.isPresent()) {
            connections.trouble(connection.id(), problem.get());
            return Optional.empty();
        }
        connections.well(connection.id());
        return Optional.of(Stream.of(reply.body().path("result"))
                .flatMap(result -> result.values().stream())
                .toList());
    }

    /// What people wrote to the bot, with their files; asks for these, so never within a transaction.
    List<Arriving> read(Connection connection, List<JsonNode> updates) {
        return updates.stream()
                .flatMap(update -> read(connection, update).stream())
                .toList();
    }

    /// What is written in groups is not written to us.
    private Optional<Arriving> read(Connection connection, JsonNode update) {
        JsonNode message = update.path("message");
        JsonNode from = message.path("from");
        if (!message.path("chat").path("type").asString("").equals("private")
                || from.path("is_bot").asBoolean(false)) {
            return Optional.empty();
        }
        String id = from.path("id").asString("");
        Optional<Handle> handle = id.isEmpty() ? Optional.empty() : Handle.anonymous(NAME + id);
        if (handle.isEmpty() || !message.path("message_id").isNumber()) return Optional.empty();
        String name = (from.path("first_name").asString("") + " "
                        + from.path("last_name").asString(""))
                .strip();
        Optional<JsonNode> file = file(message);
        List<NewAttachment> files =
                file.map(one -> media.fetch(kept(connection, one))).orElse(List.of());
        String text = words(message, file.isPresent(), files);
        return Optional.of(new Arriving(
                connection.id(),
                name(message),
                new Sender(handle.get(), name, true),
                List.of(),
                id,
                List.of(),
                "",
                text,
                null,
                text.length(),
                Instant.ofEpochSecond(message.path("date").asLong(0)),
                Arriving.Sort.MESSAGE,
                files));
    }

    /// The file of a message, if it has one; of a photo the largest size, which stands last.
    private static Optional<JsonNode> file(JsonNode message) {
        JsonNode photo = message.path("photo");
        if (photo.isArray() && !photo.isEmpty()) return Optional.of(photo.path(photo.size() - 1));
        return Stream.of("document", "video", "audio", "voice")
                .map(message::path)
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /// Telegram says where a file lies when it is asked, for an hour; of more than 20 MB it does not say it.
    private List<Media.Kept> kept(Connection connection, JsonNode file) {
        String id = file.path("file_id").asString("");
        if (id.isEmpty()) return List.of();
        String path = vendors.call(call(connection, "getFile", Map.of("file_id", id)))
                .body()
                .path("result")
                .path("file_path")
                .asString("");
        if (!path.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\\.[A-Za-z0-9]{1,10})?")) return List.of();
        String token = connections.secret(connection.id(), TOKEN).orElse("");
        return List.of(new Media.Kept(
                Adapter.api(connection) + "/file/bot" + token + "/" + path,
                "",
                file.path("file_name").asString(""),
                file.path("mime_type").asString(path.endsWith(".jpg") ? "image/jpeg" : "")));
    }

    private static String words(JsonNode message, boolean hasFile, List<NewAttachment> files) {
        String text = message.path("text").asString("");
        String caption = message.path("caption").asString("");
        if (hasFile) return Media.words(text + caption, files, files.isEmpty() ? 1 : 0, "in Telegram");
        String what = Stream.of("sticker", "location", "contact")
                .filter(message::has)
                .findFirst()
                .map(kind -> "[" + kind + ", to be seen in Telegram] ")
                .orElse(text.isEmpty() ? "[something that only Telegram shows]" : "");
        return (what + text + caption).strip();
    }

    private static String nameOfSent(JsonNode body) {
        JsonNode result = body.path("result");
        JsonNode message = result.isArray() ? result.path(0) : result;
        return message.path("message_id").isNumber() ? name(message) : "";
    }

    private static String name(JsonNode message) {
        return message.path("chat").path("id").asString("") + ":"
                + message.path("message_id").asString("");
    }

    private static String problem(JsonNode body) {
        String said = body.path("description").asString("");
        if (said.contains("bot was blocked")) return "They blocked the bot, so that nothing of ours reaches them.";
        if (said.contains("terminated by other getUpdates")) {
            return "Another program asks for this bot's messages too. A bot can have only one.";
        }
        return said;
    }

    private Request call(Connection connection, String method, Map<String, ?> question) {
        return Request.post(url(connection, method), "application/json", vendors.write(question));
    }

    private String url(Connection connection, String method) {
        String token = connections.secret(connection.id(), TOKEN).orElse("");
        return Adapter.api(connection) + "/bot" + token + "/" + method;
    }
}
