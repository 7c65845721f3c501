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
import org.junit.jupiter.api.Test;
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
import valentine.channel.Outgoing;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.db.TestDatabase;

/// All four against servers that speak the vendors' documented interfaces, through the running product.
class MessengerTest {
    private static final String SITE = "https://hearts.example.com";
    private static final String APP_SECRET = "0123456789abcdef0123456789abcdef";

    @AutoClose
    static final Vendor vendor = new Vendor();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(
            database.open(),
            "127.0.0.1",
            0,
            null,
            Map.of("valentine.allow-private-address", vendor.place(), "valentine.public-url", SITE));

    private static final JdbcClient jdbc = database.jdbc();
    private static final HttpClient client = HttpClient.newHttpClient();

    private final Connections connections = application.getBean(Connections.class);
    private final Door door = application.getBean(Door.class);
    private final List<ConnectionId> made = new ArrayList<>();

    @AfterEach
    void everything_is_ended() {
        made.forEach(id -> connections.end(id, Actor.CONSOLE));
        vendor.taken.clear();
    }

    @Test
    void a_text_message_comes_in_once_is_answered_and_its_delivery_is_seen() throws Exception {
        Connection sms = sms();
        Map<String, String> form = Map.of(
                "MessageSid",
                "SM-in-1",
                "From",
                "+4917012345678",
                "To",
                "+49301234567",
                "Body",
                "Grüße & 1+1=2",
                "NumMedia",
                "0");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
        assertThat(texts(sms)).containsExactly("Grüße & 1+1=2");

        long departure = answer(sms, "Yes, 2 ✓");
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            Map<String, String> sent = Vendor.form(taken.raw());
            assertThat(sent)
                    .containsEntry("To", "+4917012345678")
                    .containsEntry("From", "+49301234567")
                    .containsEntry("Body", "Yes, 2 ✓");
            // Twilio calls exactly this address.
            String callback = sent.get("StatusCallback");
            assertThat(callback).startsWith(SITE + "/hooks/sms/");
            Map<String, String> status = Map.of("MessageSid", externalId(departure), "MessageStatus", "delivered");
            assertThat(twilio(callback.substring(SITE.length()), status, Vendor.AUTH_TOKEN))
                    .isEqualTo(200);
        });
        assertThat(state(departure)).isEqualTo("delivered");
    }

    @Test
    void a_status_that_is_faster_than_the_answer_clears_a_doubt() throws Exception {
        Connection sms = sms();
        arrive(sms);
        vendor.says(0, "", Map.of());
        long departure = answer(sms, "Are you there?");
        until(() -> state(departure).equals("doubt"));
        String callback = Vendor.form(vendor.taken.getFirst().raw()).get("StatusCallback");
        assertThat(twilio(
                        callback.substring(SITE.length()),
                        Map.of("MessageSid", "SM-unknown", "MessageStatus", "delivered"),
                        Vendor.AUTH_TOKEN))
                .isEqualTo(200);

        assertThat(state(departure)).isEqualTo("delivered");
        assertThat(vendor.taken).hasSize(1);
    }

    @Test
    void whoever_signs_wrongly_is_refused_alike_and_nothing_comes_in() throws Exception {
        Connection sms = sms();
        Connection whatsApp = whatsApp("");
        Connection telegram = telegram(Telegram.CALLS);
        String path = "/hooks/sms/" + sms.setting(Hooks.HOOK);
        Map<String, String> form = Map.of("MessageSid", "SM-spoof", "From", "+4917099999999", "Body", "I am Anna");
        List<Integer> answers = new ArrayList<>();
        answers.add(twilio(path, form, "another-token"));
        answers.add(twilio("/hooks/sms/unknown", form, Vendor.AUTH_TOKEN));
        answers.add(post(path, encoded(form), Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .statusCode());
        // Signed for another address: taken from one account and played to the other.
        answers.add(post(
                        path,
                        encoded(form),
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "X-Twilio-Signature",
                                signature("https://evil.example" + path, form, Vendor.AUTH_TOKEN)))
                .statusCode());
        String said = message("wamid.spoof", "4917099999999", "I am Anna");
        String meta = "/hooks/whatsapp/" + whatsApp.setting(Hooks.HOOK);
        answers.add(post(meta, said, Map.of("X-Hub-Signature-256", "sha256=" + hmac("another", said)))
                .statusCode());
        answers.add(post(meta, said + " ", Map.of("X-Hub-Signature-256", "sha256=" + hmac(APP_SECRET, said)))
                .statusCode());
        answers.add(post(meta, said, Map.of()).statusCode());
        String bot = "/hooks/telegram/" + telegram.setting(Hooks.HOOK);
        answers.add(post(bot, telegramUpdate(77, "I am Anna"), Map.of("X-Telegram-Bot-Api-Secret-Token", "wrong"))
                .statusCode());
        answers.add(post(bot, telegramUpdate(77, "I am Anna"), Map.of()).statusCode());

        assertThat(answers).containsOnly(401);
        assertThat(texts(sms)).isEmpty();
        assertThat(texts(whatsApp)).isEmpty();
        assertThat(texts(telegram)).isEmpty();
    }

    @Test
    void telegram_is_asked_and_forgets_only_what_we_have() throws Exception {
        vendor.update(501, telegramMessage(11, "Is the blue one in?"));
        vendor.update(502, telegramMessage(12, "Hello?"));
        vendor.update(
                503,
                "{\"message_id\":13,\"date\":1767000000,\"chat\":{\"id\":-5,\"type\":\"group\"},\"from\":{\"id\":9},\"text\":\"not to us\"}");
        Connection telegram = telegram(Telegram.WE_ASK);
        until(() -> vendor.waitingUpdates() == 0);
        assertThat(texts(telegram)).containsExactly("Is the blue one in?", "Hello?");
        assertThat(jdbc.sql("SELECT count(DISTINCT thread) FROM channel.arrival WHERE connection = :c")
                        .param("c", telegram.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        long departure = answer(telegram, "Yes, it is.");
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            assertThat(taken.to()).isEqualTo("4242");
            assertThat(taken.text()).isEqualTo("Yes, it is.");
        });
        vendor.says(
                403,
                "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}",
                Map.of());
        long blocked = answer(telegram, "And another thing");
        until(() -> state(blocked).equals("failed"));
        assertThat(why(blocked)).contains("They blocked the bot");
    }

    @Test
    void telegram_calls_us_with_its_proof_and_each_message_comes_once() throws Exception {
        Connection telegram = telegram(Telegram.CALLS);
        Telegram bean = application.getBean(Telegram.class);
        assertThat(bean.trial(telegram)).isEmpty();
        assertThat(vendor.calls).anyMatch(call -> call.endsWith("/setWebhook"));
        Map<String, String> proof =
                Map.of("X-Telegram-Bot-Api-Secret-Token", bean.proof(telegram).orElseThrow());
        String path = "/hooks/telegram/" + telegram.setting(Hooks.HOOK);
        assertThat(post(path, telegramUpdate(601, "once"), proof).statusCode()).isEqualTo(200);
        assertThat(post(path, telegramUpdate(601, "once"), proof).statusCode()).isEqualTo(200);
        assertThat(post(path, "not json", proof).statusCode()).isEqualTo(200);
        assertThat(texts(telegram)).containsExactly("once");
    }

    @Test
    void whatsapp_is_answered_within_24_hours_and_later_by_template_only() throws Exception {
        Connection whatsApp = whatsApp("order_ready | en | Hello {{1}}, your order {{2}} is ready.");
        String path = "/hooks/whatsapp/" + whatsApp.setting(Hooks.HOOK);
        String challenge = path + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        assertThat(get(challenge + whatsApp.setting(WhatsApp.VERIFY)).body()).isEqualTo("1158201444");
        assertThat(get(challenge + "wrong").statusCode()).isEqualTo(401);

        assertThat(meta(whatsApp, message("wamid.1", "4917012340001", "Hi there")))
                .isEqualTo(200);
        assertThat(meta(whatsApp, message("wamid.1", "4917012340001", "Hi there")))
                .isEqualTo(200);
        assertThat(texts(whatsApp)).containsExactly("Hi there");
        long departure = answer(whatsApp, "Hi Zoe");
        until(() -> state(departure).equals("handed_over"));
        String status = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
                 "statuses":[{"id":"%s","status":"read","timestamp":"1767000100","recipient_id":"4917012340001"}]}}]}]}
                """.formatted(Vendor.PHONE_ID, externalId(departure));
        assertThat(meta(whatsApp, status)).isEqualTo(200);
        assertThat(state(departure)).isEqualTo("read");

        jdbc.sql("UPDATE channel.arrival SET at = at - interval '25 hours' WHERE connection = :c")
                .param("c", whatsApp.id().value())
                .update();
        long late = answer(whatsApp, "Are you still there?");
        until(() -> state(late).equals("failed"));
        assertThat(why(late)).contains("more than 24 hours ago").contains("order_ready");
        vendor.taken.clear();
        long template = answer(whatsApp, "Hello Zoe, your order A-17 is ready.");
        until(() -> state(template).equals("handed_over"));
        assertThat(vendor.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.text())
                        .contains("order_ready")
                        .contains("Zoe")
                        .contains("A-17"));
    }

    @Test
    void mastodon_is_read_on_and_answered_to_whom_it_was_and_only_once() {
        for (int i = 1; i <= 30; i++)
            vendor.mention(1000 + i, mention(1000 + i, 5000 + i, "zoe@example.social", i == 2 ? "\"5001\"" : "null"));
        Connection mastodon = mastodon();
        until(() -> texts(mastodon).size() == 30);
        for (int i = 31; i <= 90; i++)
            vendor.mention(1000 + i, mention(1000 + i, 5000 + i, "zoe@example.social", "null"));
        until(() -> texts(mastodon).size() == 90);
        assertThat(texts(mastodon).getFirst()).isEqualTo("@shop Number 5001 <b>\n\nSecond paragraph");
        assertThat(jdbc.sql(
                                "SELECT count(DISTINCT thread) FROM channel.arrival WHERE connection = :c AND external_id IN ('5001', '5002')")
                        .param("c", mastodon.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        // The answer is lost on its way back: the same key makes it the same post.
        vendor.says(0, "", Map.of());
        long departure = answer(mastodon, "Thank you!");
        until(() -> state(departure).equals("waiting") && !why(departure).isEmpty());
        jdbc.sql("UPDATE channel.departure SET due_at = now() WHERE id = :id")
                .param("id", departure)
                .update();
        until(() -> state(departure).equals("handed_over"));
        assertThat(vendor.taken).singleElement().satisfies(taken -> {
            assertThat(taken.text()).isEqualTo("@zoe@example.social Thank you!");
            assertThat(taken.raw()).contains("\"visibility\":\"direct\"").contains("\"in_reply_to_id\":\"50");
        });
        long tooLong = answer(mastodon, "x".repeat(600));
        until(() -> state(tooLong).equals("failed"));
        assertThat(why(tooLong)).contains("500");
    }

    @Test
    void what_they_answer_decides_whether_it_waits_fails_or_is_in_doubt() throws Exception {
        Connection sms = sms();
        arrive(sms);
        vendor.says(429, "{\"code\":20429,\"message\":\"Too Many Requests\"}", Map.of("Retry-After", "3600"));
        long limited = answer(sms, "one");
        until(() -> !why(limited).isEmpty());
        assertThat(state(limited)).isEqualTo("waiting");
        assertThat(jdbc.sql("SELECT due_at > now() + interval '50 minutes' FROM channel.departure WHERE id = :id")
                        .param("id", limited)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        vendor.says(500, "{\"message\":\"Internal\"}", Map.of());
        arrive(sms);
        long broken = answer(sms, "two");
        until(() -> state(broken).equals("doubt"));
        vendor.says(503, "", Map.of("Retry-After", "60"));
        arrive(sms);
        long away = answer(sms, "three");
        until(() -> !why(away).isEmpty());
        assertThat(state(away)).isEqualTo("waiting");
        vendor.says(400, "{\"code\":21610,\"message\":\"Attempt to send to unsubscribed recipient\"}", Map.of());
        arrive(sms);
        long stopped = answer(sms, "four");
        until(() -> state(stopped).equals("failed"));
        assertThat(why(stopped)).contains("STOP");
        vendor.says(301, "", Map.of("Location", "http://127.0.0.1:1/"));
        arrive(sms);
        long moved = answer(sms, "five");
        until(() -> state(moved).equals("failed"));
        arrive(sms);
        long huge = answer(sms, "x".repeat(1_601));
        until(() -> state(huge).equals("failed"));
        assertThat(why(huge)).contains("1,600");
        assertThat(vendor.taken).isEmpty();
        arrive(sms);
        connections.change(sms.id(), "SMS", sms.settings(), Map.of(Sms.TOKEN, "another-key"), Actor.CONSOLE);
        long locked = answer(sms, "six");
        until(() -> !why(locked).isEmpty());
        assertThat(connections.find(sms.id()).orElseThrow().trouble()).contains("do not let us in");
    }

    @Test
    void a_trial_says_in_plain_words_what_fails() {
        assertThat(application.getBean(Sms.class).trial(sms())).isEmpty();
        assertThat(application.getBean(WhatsApp.class).trial(whatsApp(""))).isEmpty();
        assertThat(application.getBean(Mastodon.class).trial(mastodon())).isEmpty();
        Connection wrong = connect(
                valentine.channel.Medium.SMS,
                Map.of("number", "+49301234567", "account", "ACother", "api", vendor.url()),
                Map.of(Sms.TOKEN, "wrong-token"));
        assertThat(application.getBean(Sms.class).trial(wrong).orElseThrow()).contains("do not know this key");
        Connection inside = connect(
                valentine.channel.Medium.SMS,
                Map.of("account", "AC1", "api", "http://169.254.169.254"),
                Map.of(Sms.TOKEN, "wrong-token"));
        assertThat(application.getBean(Sms.class).trial(inside).orElseThrow()).contains("inside a network");
        Connection nobody = connect(
                valentine.channel.Medium.MASTODON,
                Map.of("account", "@other@x.example", "api", vendor.url()),
                Map.of(Mastodon.TOKEN, Vendor.MASTODON_TOKEN));
        assertThat(application.getBean(Mastodon.class).trial(nobody).orElseThrow())
                .contains("belongs to @shop");
    }

    private Connection sms() {
        return connect(
                valentine.channel.Medium.SMS,
                Map.of("number", "+49301234567", "account", Vendor.ACCOUNT, "service", "", "api", vendor.url()),
                Map.of(Sms.TOKEN, Vendor.AUTH_TOKEN));
    }

    private Connection telegram(String way) {
        return connect(
                valentine.channel.Medium.TELEGRAM,
                Map.of("bot", "@ShopBot", "way", way, "api", vendor.url()),
                Map.of(Telegram.TOKEN, Vendor.BOT_TOKEN));
    }

    private Connection whatsApp(String templates) {
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

    private Connection mastodon() {
        return connect(
                valentine.channel.Medium.MASTODON,
                Map.of("account", "@shop@example.social", "visibility", "direct", "api", vendor.url()),
                Map.of(Mastodon.TOKEN, Vendor.MASTODON_TOKEN));
    }

    private Connection connect(
            valentine.channel.Medium medium, Map<String, String> settings, Map<String, String> secrets) {
        Map<String, String> all = new TreeMap<>(settings);
        application.getBeansOfType(Adapter.class).values().stream()
                .filter(adapter -> adapter.medium() == medium)
                .forEach(adapter -> all.putAll(adapter.fresh()));
        ConnectionId id = connections.connect(medium, medium.label(), "ours", all, secrets, Actor.CONSOLE);
        made.add(id);
        return connections.find(id).orElseThrow();
    }

    /// From somebody new: what waits in a thread holds up what comes after it.
    private void arrive(Connection sms) throws Exception {
        String from = "+49170" + (1_000_000 + Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 8_000_000L));
        Map<String, String> form =
                Map.of("MessageSid", "SM" + UUID.randomUUID(), "From", from, "Body", "Hello", "NumMedia", "0");
        assertThat(twilio("/hooks/sms/" + sms.setting(Hooks.HOOK), form, Vendor.AUTH_TOKEN))
                .isEqualTo(200);
    }

    /// To whoever wrote last.
    private long answer(Connection connection, String text) {
        record Last(long thread, long customer, String kind, String sender) {}
        Last last = jdbc.sql(
                        "SELECT thread, customer, sender_kind, sender FROM channel.arrival WHERE connection = :c ORDER BY id DESC LIMIT 1")
                .param("c", connection.id().value())
                .query((row, _) -> new Last(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .single();
        Handle to = (last.kind().equals("phone") ? Handle.phone(last.sender()) : Handle.anonymous(last.sender()))
                .orElseThrow();
        var verdict = door.send(new Outgoing(
                "answer " + UUID.randomUUID(),
                connection.id(),
                new CustomerId(last.customer()),
                new ThreadId(last.thread()),
                to,
                List.of(),
                "",
                text,
                null,
                List.of(),
                Intent.ANSWER,
                null,
                null,
                null));
        return ((valentine.channel.Verdict.Leaving) verdict).id().value();
    }

    private static List<String> texts(Connection connection) {
        return jdbc.sql("SELECT text FROM channel.arrival WHERE connection = :c ORDER BY id")
                .param("c", connection.id().value())
                .query(String.class)
                .list();
    }

    private static String state(long departure) {
        return column(departure, "state");
    }

    private static String why(long departure) {
        return column(departure, "why");
    }

    private static String externalId(long departure) {
        return column(departure, "external_id");
    }

    private static String column(long departure, String name) {
        return jdbc.sql("SELECT " + name + " FROM channel.departure WHERE id = :id")
                .param("id", departure)
                .query(String.class)
                .single();
    }

    private static int twilio(String path, Map<String, String> form, String token) throws Exception {
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
    private static String signature(String url, Map<String, String> form, String token) throws Exception {
        String signed = url
                + new TreeMap<>(form)
                        .entrySet().stream()
                                .map(field -> field.getKey() + field.getValue())
                                .collect(Collectors.joining());
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static int meta(Connection connection, String body) throws Exception {
        return post(
                        "/hooks/whatsapp/" + connection.setting(Hooks.HOOK),
                        body,
                        Map.of("X-Hub-Signature-256", "sha256=" + hmac(APP_SECRET, body)))
                .statusCode();
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String message(String id, String from, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                 "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
                 "contacts":[{"profile":{"name":"Zoe"},"wa_id":"%s"}],
                 "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}
                """.formatted(Vendor.PHONE_ID, from, from, id, Instant.now().getEpochSecond(), text);
    }

    private static String telegramMessage(long number, String text) {
        return "{\"message_id\":%d,\"date\":1767000000,\"chat\":{\"id\":4242,\"type\":\"private\"},\"from\":{\"id\":4242,\"is_bot\":false,\"first_name\":\"Zoe\"},\"text\":\"%s\"}"
                .formatted(number, text);
    }

    private static String telegramUpdate(long number, String text) {
        return "{\"update_id\":%d,\"message\":%s}".formatted(number, telegramMessage(number, text));
    }

    private static String mention(long id, long status, String from, String answers) {
        return """
                {"id":"%d","type":"mention","created_at":"2026-03-01T10:00:00.000Z","account":{"acct":"%s"},
                 "status":{"id":"%d","created_at":"2026-03-01T10:00:00.000Z","in_reply_to_id":%s,"visibility":"direct","spoiler_text":"",
                 "account":{"acct":"%s","display_name":"Zoe"},"media_attachments":[],
                 "content":"<p><span class=\\"h-card\\"><a href=\\"https://x/@shop\\">@<span>shop</span></a></span> Number %d &lt;b&gt;</p><p>Second paragraph</p>"}}
                """.formatted(id, from, status, answers, from, status);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(local() + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(local() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String local() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    /// Looks again and again until it is so.
    private static void until(BooleanSupplier isSo) {
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
