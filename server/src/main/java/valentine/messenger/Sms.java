package valentine.messenger;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import valentine.channel.Attachments;
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

/// Text messages by Twilio, or by whoever speaks its language.
@Component
class Sms implements Adapter {
    static final String TOKEN = "token";
    private static final String API = "https://api.twilio.com";
    // By Twilio's page on accepted content types: ten files, 5 MB together.
    private static final Allowance ALLOWANCE = new Allowance(
            "by text message",
            1_600,
            1_600,
            10,
            5 * Allowance.MB,
            List.of(
                    new Allowance.Kind(
                            "pictures (JPEG, PNG, GIF)",
                            5 * Allowance.MB,
                            Set.of("image/jpeg", "image/png", "image/gif")),
                    new Allowance.Kind(
                            "films (MP4, 3GP)",
                            5 * Allowance.MB,
                            Set.of("video/mp4", "video/3gpp", "video/quicktime", "video/webm")),
                    new Allowance.Kind(
                            "recordings (MP3, M4A, OGG)",
                            5 * Allowance.MB,
                            Set.of("audio/mpeg", "audio/mp4", "audio/ogg", "audio/3gpp", "audio/amr")),
                    new Allowance.Kind(
                            "PDF, calendar and contact files",
                            5 * Allowance.MB,
                            Set.of("application/pdf", "text/vcard", "text/x-vcard", "text/calendar", "text/csv"))));
    private static final int UNSUBSCRIBED = 21610;
    private static final Vendors.Tongue TONGUE =
            new Vendors.Tongue(body -> body.path("sid").asString(""), Sms::problem);

    private final Vendors vendors;
    private final Connections connections;
    private final Attachments attachments;
    private final Handout handout;
    private final Site site;

    Sms(Vendors vendors, Connections connections, Attachments attachments, Handout handout, Site site) {
        this.vendors = vendors;
        this.connections = connections;
        this.attachments = attachments;
        this.handout = handout;
        this.site = site;
    }

    @Override
    public Medium medium() {
        return Medium.SMS;
    }

    @Override
    public String describe() {
        return "Text messages to and from a phone number at Twilio or a service like it.";
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
                        "account",
                        "Account SID",
                        "It stands on the first page of the Twilio console.",
                        "",
                        "[A-Za-z0-9_-]{2,64}",
                        "copy it from the console; it begins with AC."),
                Field.secret(
                        TOKEN,
                        "Auth token",
                        "Below the Account SID.",
                        "[\\x21-\\x7e]{8,200}",
                        "copy it from the console."),
                Field.line(
                        "service",
                        "Messaging service (if you use one)",
                        "Begins with MG; otherwise leave it empty.",
                        "",
                        "|[A-Za-z0-9]{2,64}",
                        "it begins with MG, or stays empty."),
                Field.api("Change it for another service that speaks Twilio's language.", API));
    }

    @Override
    public Map<String, String> fresh() {
        return Map.of(Hooks.HOOK, Token.fresh().text());
    }

    @Override
    public String address(Map<String, String> settings) {
        return settings.getOrDefault("number", "");
    }

    @Override
    public List<Copied> copied(Connection connection) {
        return List.of(new Copied("“A message comes in” (webhook, HTTP POST)", site.url(hook(connection))));
    }

    static int count(Map<String, String> form) {
        String said = form.getOrDefault("NumMedia", "0");
        return said.matches("\\d{1,3}") ? Math.min(Integer.parseInt(said), Media.MOST) : 0;
    }

    /// The files that came with a message; ours to open where they lie at the very address that we call too.
    List<Media.Kept> files(Connection connection, Map<String, String> form) {
        return IntStream.range(0, count(form))
                .mapToObj(i -> {
                    String url = form.getOrDefault("MediaUrl" + i, "");
                    return new Media.Kept(
                            url,
                            url.startsWith(account(connection) + "/") ? login(connection) : "",
                            "",
                            form.getOrDefault("MediaContentType" + i, ""));
                })
                .filter(file -> !file.url().isEmpty())
                .toList();
    }

    /// Twilio answers STOP by itself, and lets nothing of ours through after it; others say when they did.
    static boolean isAnsweredThere(Connection connection, Map<String, String> form) {
        return Adapter.api(connection).equals(API) || form.containsKey("OptOutType");
    }

    static String hook(Connection connection) {
        return "/hooks/sms/" + connection.setting(Hooks.HOOK);
    }

    @Override
    public Optional<String> trial(Connection connection) {
        return Vendors.problem(
                vendors.call(Request.get(account(connection) + ".json").with("Authorization", login(connection))),
                Sms::problem);
    }

    @Override
    public Allowance allowance() {
        return ALLOWANCE;
    }

    @Override
    public Optional<String> refusal(Connection connection, Outgoing what) {
        return Adapter.super.refusal(connection, what).or(() -> unreachable(what.attachments()));
    }

    /// The phone service fetches files from us: it has to find us.
    private Optional<String> unreachable(List<NewAttachment> files) {
        return files.isEmpty() || site.isSet()
                ? Optional.empty()
                : Optional.of("The phone service fetches files from our public address, and none is set. Set it under"
                        + " Settings, Mail, or send a link instead.");
    }

    @Override
    public Handover hand(Parcel parcel) {
        Connection connection = parcel.connection();
        String text = parcel.departed().text();
        Optional<Handover> refused = Adapter.refusal(this, parcel)
                .or(() -> unreachable(parcel.attachments()).map(Handover.Refused::new));
        if (refused.isPresent()) return refused.get();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", parcel.departed().to().value());
        if (connection.setting("service").isEmpty()) form.put("From", connection.setting("number"));
        else form.put("MessagingServiceSid", connection.setting("service"));
        if (!text.isBlank()) form.put("Body", text);
        form.put("StatusCallback", site.url(hook(connection) + "/status/" + parcel.externalId()));
        Request request = Request.post(
                        account(connection) + "/Messages.json",
                        "application/x-www-form-urlencoded",
                        encoded(form) + links(parcel))
                .with("Authorization", login(connection));
        return vendors.handover(connection, vendors.call(request), TONGUE, false);
    }

    /// Where each file is fetched: the field stands once for each.
    private String links(Parcel parcel) {
        if (parcel.attachments().isEmpty()) return "";
        return attachments.of(parcel.departed().id()).stream()
                .map(file -> handout.url(parcel.connection(), file.id()))
                .map(url -> "&MediaUrl=" + URLEncoder.encode(url, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static String account(Connection connection) {
        return Adapter.api(connection) + "/2010-04-01/Accounts/" + connection.setting("account");
    }

    private String login(Connection connection) {
        String both = connection.setting("account") + ":"
                + connections.secret(connection.id(), TOKEN).orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String problem(JsonNode body) {
        if (body.path("code").asInt(0) == UNSUBSCRIBED) {
            return "They answered STOP to this number and get no more text messages from it until they write START.";
        }
        return body.path("message").asString("");
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
