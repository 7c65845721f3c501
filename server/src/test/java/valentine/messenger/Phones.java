package valentine.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.NewAttachment;
import valentine.channel.Outgoing;
import valentine.channel.ThreadId;
import valentine.channel.Verdict;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.db.TestDatabase;

/// A running product and one server that speaks the interfaces of all four, for whoever tests one of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Phones {
    static final String SITE = "https://hearts.example.com";
    static final String APP_SECRET = "0123456789abcdef0123456789abcdef";
    static final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    final Vendor vendor = new Vendor();

    @AutoClose
    final TestDatabase database = TestDatabase.create();

    @AutoClose
    final ConfigurableApplicationContext application = Application.serve(
            database.open(),
            "127.0.0.1",
            0,
            null,
            Map.of("valentine.allow-private-address", vendor.places(), "valentine.public-url", SITE));

    final JdbcClient jdbc = database.jdbc();
    final Connections connections = application.getBean(Connections.class);
    private final Door door = application.getBean(Door.class);
    private final List<ConnectionId> made = new ArrayList<>();

    @AfterEach
    void everything_is_ended() {
        made.forEach(id -> connections.end(id, Actor.CONSOLE));
        made.clear();
        vendor.forget();
    }

    Connection sms() {
        return connect(
                valentine.channel.Medium.SMS,
                Map.of("number", "+49301234567", "account", Vendor.ACCOUNT, "service", "", "api", vendor.url()),
                Map.of(Sms.TOKEN, Vendor.AUTH_TOKEN));
    }

    Connection telegram(String way) {
        return connect(
                valentine.channel.Medium.TELEGRAM,
                Map.of("bot", "@ShopBot", "way", way, "api", vendor.url()),
                Map.of(Telegram.TOKEN, Vendor.BOT_TOKEN));
    }

    Connection whatsApp(String templates) {
        return connect(
                valentine.channel.Medium.WHATSAPP,
                Map.of(
                        "number",
                        "+49301234567",
                        "phone-id",
                        Vendor.PHONE_ID,
                        "templates",
                        templates,
                        "api",
                        vendor.url() + "/v23.0"),
                Map.of(WhatsApp.TOKEN, Vendor.META_TOKEN, WhatsApp.APP_SECRET, APP_SECRET));
    }

    Connection mastodon() {
        return connect(
                valentine.channel.Medium.MASTODON,
                Map.of("account", "@shop@example.social", "visibility", "direct", "api", vendor.url()),
                Map.of(Mastodon.TOKEN, Vendor.MASTODON_TOKEN));
    }

    Connection connect(valentine.channel.Medium medium, Map<String, String> settings, Map<String, String> secrets) {
        Map<String, String> all = new TreeMap<>(settings);
        application.getBeansOfType(Adapter.class).values().stream()
                .filter(adapter -> adapter.medium() == medium)
                .forEach(adapter -> all.putAll(adapter.fresh()));
        ConnectionId id = connections.connect(medium, medium.label(), "ours", all, secrets, Actor.CONSOLE);
        made.add(id);
        return connections.find(id).orElseThrow();
    }

    /// From somebody new: what waits in a thread holds up what comes after it.
    void arrive(Connection sms) throws Exception {
        String from = "+49170" + (1_000_000 + Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 8_000_000L));
        Map<String, String> form =
                Map.of("MessageSid", "SM" + UUID.randomUUID(), "From", from, "Body", "Hello", "NumMedia", "0");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
    }

    /// To whoever wrote last.
    long answer(Connection connection, String text) {
        return answer(connection, text, List.of());
    }

    long answer(Connection connection, String text, List<NewAttachment> files) {
        return ((Verdict.Leaving) send(connection, text, files)).id().value();
    }

    /// Why it is not even taken to be sent.
    String refused(Connection connection, String text, NewAttachment... files) {
        return ((Verdict.Refused) send(connection, text, List.of(files))).why();
    }

    static NewAttachment file(String name, String type, int size) {
        return new NewAttachment(name, type, "x".repeat(size).getBytes(StandardCharsets.UTF_8), null);
    }

    static NewAttachment file(String name, String type, String content) {
        return new NewAttachment(name, type, content.getBytes(StandardCharsets.UTF_8), null);
    }

    private Verdict send(Connection connection, String text, List<NewAttachment> files) {
        record Last(long thread, long customer, String kind, String sender) {}
        Last last = jdbc.sql(
                        "SELECT thread, customer, sender_kind, sender FROM channel.arrival WHERE connection = :c ORDER BY id DESC LIMIT 1")
                .param("c", connection.id().value())
                .query((row, _) -> new Last(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .single();
        Handle to = (last.kind().equals("phone") ? Handle.phone(last.sender()) : Handle.anonymous(last.sender()))
                .orElseThrow();
        return door.send(new Outgoing(
                "answer " + UUID.randomUUID(),
                connection.id(),
                new CustomerId(last.customer()),
                new ThreadId(last.thread()),
                to,
                List.of(),
                "",
                text,
                null,
                files,
                Intent.ANSWER,
                null,
                null,
                null));
    }

    List<String> texts(Connection connection) {
        return jdbc.sql("SELECT text FROM channel.arrival WHERE connection = :c ORDER BY id")
                .param("c", connection.id().value())
                .query(String.class)
                .list();
    }

    /// Name, kind and content of each file that came.
    List<String> files(Connection connection) {
        return jdbc.sql("""
                        SELECT f.name || ' ' || f.media_type || ' ' || convert_from(f.content, 'UTF8')
                        FROM channel.attachment f JOIN channel.arrival a ON a.id = f.arrival
                        WHERE a.connection = :c ORDER BY f.id
                        """)
                .param("c", connection.id().value())
                .query(String.class)
                .list();
    }

    String state(long departure) {
        return column(departure, "state");
    }

    String why(long departure) {
        return column(departure, "why");
    }

    String externalId(long departure) {
        return column(departure, "external_id");
    }

    String column(long departure, String name) {
        return jdbc.sql("SELECT " + name + " FROM channel.departure WHERE id = :id")
                .param("id", departure)
                .query(String.class)
                .single();
    }

    int twilio(String path, Map<String, String> form, String token) throws Exception {
        return post(
                        path,
                        encoded(form),
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "X-Twilio-Signature",
                                signature(SITE + path, form, token)))
                .statusCode();
    }

    /// As Twilio's own documentation computes it.
    String signature(String url, Map<String, String> form, String token) throws Exception {
        String signed = url
                + new TreeMap<>(form)
                        .entrySet().stream()
                                .map(field -> field.getKey() + field.getValue())
                                .collect(Collectors.joining());
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    int meta(Connection connection, String body) throws Exception {
        return post(
                        "/hooks/whatsapp/" + connection.setting(Hooks.HOOK),
                        body,
                        Map.of("X-Hub-Signature-256", "sha256=" + hmac(APP_SECRET, body)))
                .statusCode();
    }

    String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    String message(String id, String from, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
                 "contacts":[{"profile":{"name":"Zoe"},"wa_id":"%s"}],
                 "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}
                """.formatted(Vendor.PHONE_ID, from, from, id, Instant.now().getEpochSecond(), text);
    }

    String telegramMessage(long number, String text) {
        return "{\"message_id\":%d,\"date\":1767000000,\"chat\":{\"id\":4242,\"type\":\"private\"},\"from\":{\"id\":4242,\"is_bot\":false,\"first_name\":\"Zoe\"},\"text\":\"%s\"}"
                .formatted(number, text);
    }

    String telegramUpdate(long number, String text) {
        return "{\"update_id\":%d,\"message\":%s}".formatted(number, telegramMessage(number, text));
    }

    String mention(long id, long status, String from, String answers) {
        return """
                {"id":"%d","type":"mention","created_at":"2026-03-01T10:00:00.000Z","account":{"acct":"%s"},
                 "status":{"id":"%d","created_at":"2026-03-01T10:00:00.000Z","in_reply_to_id":%s,"visibility":"direct","spoiler_text":"",
                 "account":{"acct":"%s","display_name":"Zoe"},"media_attachments":[],
                 "content":"<p><span class=\\"h-card\\"><a href=\\"https://x/@shop\\">@<span>shop</span></a></span> Number %d &lt;b&gt;</p><p>Second paragraph</p>"}}
                """.formatted(id, from, status, answers, from, status);
    }

    String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(local() + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(local() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    String local() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    /// Looks again and again until it is so.
    void until(BooleanSupplier isSo) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        try {
            while (!isSo.getAsBoolean()) {
                assertThat(Instant.now()).as("It did not come to that").isBefore(end);
                assertThat(new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
