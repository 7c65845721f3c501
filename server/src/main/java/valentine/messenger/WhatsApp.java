package valentine.messenger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.channel.Outgoing;
import valentine.channel.Parcel;
import valentine.guard.Request;
import valentine.mail.Site;
import valentine.team.Token;

/// A number at WhatsApp, by Meta's Cloud API.
///
/// Within 24 hours after the customer's last message anything may be written; later only what Meta approved as a
/// template. A text that is word for word one of the [Approved] templates goes as such.
@Component
class WhatsApp implements Adapter {
    static final String TOKEN = "token";
    static final String APP_SECRET = "app-secret";
    static final String VERIFY = "verify";
    // By Meta's page on files: the size of each kind, and what a caption may have.
    private static final Allowance ALLOWANCE = new Allowance(
            "by WhatsApp",
            4_096,
            1_024,
            1,
            NewAttachment.LARGEST,
            List.of(
                    new Allowance.Kind("pictures (JPEG, PNG)", 5 * Allowance.MB, Set.of("image/jpeg", "image/png")),
                    new Allowance.Kind("films (MP4, 3GP)", 16 * Allowance.MB, Set.of("video/mp4", "video/3gpp")),
                    new Allowance.Kind(
                            "recordings (AAC, AMR, MP3, M4A, OGG)",
                            16 * Allowance.MB,
                            Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
                    new Allowance.Kind(
                            "documents (PDF, text, Word, Excel, PowerPoint)",
                            NewAttachment.LARGEST,
                            Set.of(
                                    "application/pdf",
                                    "text/plain",
                                    "application/msword",
                                    "application/vnd.ms-excel",
                                    "application/vnd.ms-powerpoint",
                                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    "application/vnd.openxmlformats-officedocument.presentationml.presentation"))));
    static final int OUTSIDE_WINDOW = 131047;
    private static final List<Integer> TOO_MANY = List.of(4, 80007, 130429, 131048, 131056);
    private static final int KEY_EXPIRED = 190;
    private static final Vendors.Tongue TONGUE =
            new Vendors.Tongue(body -> body.path("messages").path(0).path("id").asString(""), WhatsApp::problem);

    private static final Vendors.Tongue UPLOADED =
            new Vendors.Tongue(body -> body.path("id").asString(""), WhatsApp::problem);

    private final Vendors vendors;
    private final Connections connections;
    private final Window window;
    private final Media media;
    private final Site site;

    WhatsApp(Vendors vendors, Connections connections, Window window, Media media, Site site) {
        this.vendors = vendors;
        this.connections = connections;
        this.window = window;
        this.media = media;
        this.site = site;
    }

    @Override
    public Medium medium() {
        return Medium.WHATSAPP;
    }

    @Override
    public String describe() {
        return "Your number at WhatsApp Business, by Meta's Cloud API.";
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.line(
                        "number",
                        "Our number",
                        "With its country: +49301234567.",
                        "",
                        "\\+[1-9]\\d{5,14}",
                        "write it as +49301234567."),
                Field.line(
                        "phone-id",
                        "Phone number ID",
                        "Meta shows it under WhatsApp, API Setup.",
                        "",
                        "\\d{5,30}",
                        "it is a long number."),
                Field.secret(
                        TOKEN,
                        "Access token",
                        "Of a system user, with whatsapp_business_messaging.",
                        "[\\x21-\\x7e]{20,1000}",
                        "copy the whole token."),
                Field.secret(
                        APP_SECRET,
                        "App secret",
                        "Meta shows it under App settings, Basic.",
                        "[\\x21-\\x7e]{16,200}",
                        "copy the whole secret."),
                Field.text(
                        "templates",
                        "Approved templates",
                        "One a line: name | language | text, with {{1}}, {{2}} … where something is filled in."),
                Field.api("Meta's, with its version.", "https://graph.facebook.com/v23.0"));
    }

    @Override
    public Map<String, String> fresh() {
        return Map.of(Hooks.HOOK, Token.fresh().text(), VERIFY, Token.fresh().text());
    }

    @Override
    public String address(Map<String, String> settings) {
        return settings.getOrDefault("number", "");
    }

    @Override
    public List<Copied> copied(Connection connection) {
        return List.of(
                new Copied("Callback URL", site.url("/hooks/whatsapp/" + connection.setting(Hooks.HOOK))),
                new Copied("Verify token", connection.setting(VERIFY)));
    }

    @Override
    public Optional<String> trial(Connection connection) {
        String url = base(connection) + "?fields=display_phone_number,verified_name";
        return Vendors.problem(
                vendors.call(Request.get(url).with("Authorization", login(connection))), WhatsApp::problem);
    }

    @Override
    public Allowance allowance() {
        return ALLOWANCE;
    }

    @Override
    public Optional<String> refusal(Connection connection, Outgoing what) {
        return Adapter.super.refusal(connection, what).or(() -> silent(what.text(), what.attachments()));
    }

    /// WhatsApp shows no words beside a recording.
    private static Optional<String> silent(String text, List<NewAttachment> files) {
        boolean isHeard = files.stream().anyMatch(file -> Allowance.type(file).startsWith("audio/"));
        return isHeard && !text.isBlank()
                ? Optional.of("A recording goes out by WhatsApp without words. Send the text by itself.")
                : Optional.empty();
    }

    @Override
    public Handover hand(Parcel parcel) {
        Connection connection = parcel.connection();
        String text = parcel.departed().text();
        Optional<Handover> refused = Adapter.refusal(this, parcel)
                .or(() -> silent(text, parcel.attachments()).map(Handover.Refused::new));
        if (refused.isPresent()) return refused.get();
        List<Approved> templates = Approved.all(connection.setting("templates"));
        Optional<Map<String, Object>> template =
                templates.stream().flatMap(one -> one.filled(text).stream()).findFirst();
        // A file goes with words of ours only, so only while anything may be written.
        if (!parcel.attachments().isEmpty()) template = Optional.empty();
        if (template.isEmpty() && !window.isOpen(parcel.departed())) return new Handover.Refused(tooLate(connection));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", "individual");
        message.put("to", parcel.departed().to().value().replace("+", ""));
        // Comes back with every status, also with those that are faster than the answer to this.
        message.put("biz_opaque_callback_data", parcel.externalId());
        if (template.isPresent()) {
            message.put("type", "template");
            message.put("template", template.get());
        } else if (parcel.attachments().isEmpty()) {
            message.put("type", "text");
            message.put("text", Map.of("preview_url", false, "body", text));
        } else {
            NewAttachment file = parcel.attachments().getFirst();
            Handover kept = upload(connection, file);
            if (!(kept instanceof Handover.Taken(var media))) return kept;
            message.put("type", sort(file));
            message.put(sort(file), file(media, file, text));
        }
        Request request = Request.post(base(connection) + "/messages", "application/json", vendors.write(message))
                .with("Authorization", login(connection));
        return became(connection, vendors.call(request), TONGUE, false);
    }

    /// Meta keeps a file for thirty days and calls it by a number. Two of the same hurt nobody.
    private Handover upload(Connection connection, NewAttachment file) {
        Request request = new FileForm()
                .field("messaging_product", "whatsapp")
                .field("type", Allowance.type(file))
                .file("file", file)
                .post(base(connection) + "/media")
                .with("Authorization", login(connection));
        return became(connection, vendors.call(request), UPLOADED, true);
    }

    private static String sort(NewAttachment file) {
        String type = Allowance.type(file).replaceFirst("/.*", "");
        return List.of("image", "video", "audio").contains(type) ? type : "document";
    }

    private static Map<String, String> file(String media, NewAttachment file, String text) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("id", media);
        if (!text.isBlank()) told.put("caption", text);
        if (sort(file).equals("document")) told.put("filename", file.name());
        return told;
    }

    private Handover became(Connection connection, Vendors.Reply reply, Vendors.Tongue tongue, boolean knowsRepeats) {
        int code = reply.body().path("error").path("code").asInt(0);
        if (TOO_MANY.contains(code)) {
            return new Handover.Later(problem(reply.body()), Duration.ofMinutes(1));
        }
        if (code == OUTSIDE_WINDOW) return new Handover.Refused(tooLate(connection));
        if (code == KEY_EXPIRED) {
            connections.trouble(
                    connection.id(), "The access token ended. Make a new one at Meta. " + problem(reply.body()));
            return new Handover.Later(problem(reply.body()), Duration.ofMinutes(15));
        }
        return vendors.handover(connection, reply, tongue, knowsRepeats);
    }

    static String tooLate(Connection connection) {
        List<Approved> templates = Approved.all(connection.setting("templates"));
        String names = templates.isEmpty()
                ? "none is written down for this number yet: add those that Meta approved on its page"
                : "choose one: "
                        + String.join(
                                ", ", templates.stream().map(Approved::name).toList());
        return "They wrote more than 24 hours ago, or never; WhatsApp then takes only approved templates. Use a template ("
                + names + "), or wait until they write again.";
    }

    /// What a call of theirs tells of this number: an app may serve several with one address.
    static List<JsonNode> told(Connection connection, JsonNode body) {
        return body.path("entry").values().stream()
                .flatMap(entry -> entry.path("changes").values().stream())
                .map(change -> change.path("value"))
                .filter(value -> value.path("metadata")
                        .path("phone_number_id")
                        .asString("")
                        .equals(connection.setting("phone-id")))
                .toList();
    }

    /// The files of the messages in it, by their messages; asks for them, so never within a transaction.
    Map<String, List<NewAttachment>> files(Connection connection, JsonNode body) {
        Map<String, List<NewAttachment>> files = new LinkedHashMap<>();
        for (JsonNode value : told(connection, body)) {
            for (JsonNode message : value.path("messages").values()) {
                JsonNode file = message.path(message.path("type").asString(""));
                List<NewAttachment> fetched = kept(connection, file)
                        .map(kept -> media.fetch(List.of(kept)))
                        .orElse(List.of());
                if (!fetched.isEmpty()) files.put(message.path("id").asString(""), fetched);
            }
        }
        return files;
    }

    /// Meta says where a file lies when it is asked, for five minutes; the token is shown to Meta alone.
    private Optional<Media.Kept> kept(Connection connection, JsonNode file) {
        String id = file.path("id").asString("");
        if (!file.has("mime_type") || !id.matches("\\d{1,40}")) return Optional.empty();
        JsonNode place = vendors.call(
                        Request.get(Adapter.api(connection) + "/" + id).with("Authorization", login(connection)))
                .body();
        String url = place.path("url").asString("");
        boolean isTheirs = url.matches("https://([a-z0-9-]+\\.)*(fbsbx|facebook|fbcdn|whatsapp)\\.(com|net)/.*")
                || url.startsWith(Adapter.api(connection) + "/");
        return isTheirs
                ? Optional.of(new Media.Kept(
                        url,
                        login(connection),
                        file.path("filename").asString(""),
                        file.path("mime_type").asString("")))
                : Optional.empty();
    }

    private static String base(Connection connection) {
        return Adapter.api(connection) + "/" + connection.setting("phone-id");
    }

    private String login(Connection connection) {
        return "Bearer " + connections.secret(connection.id(), TOKEN).orElse("");
    }

    static String problem(JsonNode body) {
        JsonNode error = body.path("error");
        String details = error.path("error_data").path("details").asString("");
        return details.isEmpty() ? error.path("message").asString("") : details;
    }
}
