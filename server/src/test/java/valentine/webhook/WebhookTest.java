package valentine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
import valentine.channel.Medium;
import valentine.db.TestDatabase;
import valentine.team.Members;

/// Webhooks out to a program that listens, and in from one that tells, through the running product.
class WebhookTest {
    @AutoClose
    static final Listener listener = new Listener();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(
            database.open(), "127.0.0.1", 0, null, Map.of("valentine.allow-private-address", listener.place()));

    private static final JdbcClient jdbc = database.jdbc();
    private static final HttpClient client = HttpClient.newHttpClient();
    private static final String BODY = """
            {"data":{"id":"%s","email":"anna@example.com","who":{"name":"Anna"},"lines":[{"text":"Hello"}],"at":1767000000}}
            """;

    private final Endpoints endpoints = application.getBean(Endpoints.class);
    private final Connections connections = application.getBean(Connections.class);

    @AfterEach
    void nobody_listens_any_more() {
        endpoints.all().forEach(endpoint -> endpoints.end(endpoint.id(), Actor.CONSOLE));
        connections.of(Medium.WEBHOOK).forEach(one -> connections.end(one.id(), Actor.CONSOLE));
        listener.says(204, Map.of());
        listener.heard.clear();
    }

    @Test
    void what_happens_is_told_once_signed_and_without_a_word_of_the_person() throws Exception {
        Endpoints.Made made = make("Till", listener.url());
        Connection form = inbound("standard", "no");
        String secret = connections.secret(form.id(), InboundHook.SECRET).orElseThrow();
        String body = BODY.formatted("m-1");
        assertThat(standard(form, secret, "msg_1", Instant.now(), body)).isEqualTo(200);
        assertThat(standard(form, secret, "msg_1", Instant.now(), body)).isEqualTo(200);
        until(() -> !listener.heard.isEmpty() && state(made.id()).equals(List.of("delivered")));

        assertThat(listener.heard).singleElement().satisfies(heard -> {
            assertThat(heard.body())
                    .contains("\"type\":\"message.arrived\"")
                    .contains("\"customer\":")
                    .doesNotContain("anna", "Hello");
            assertThat(Signing.isRight(
                            made.secret(),
                            heard.id(),
                            heard.timestamp(),
                            heard.signatures(),
                            heard.body().getBytes(StandardCharsets.UTF_8),
                            Instant.now()))
                    .isTrue();
        });
        assertThat(jdbc.sql("SELECT text FROM channel.arrival WHERE connection = :c")
                        .param("c", form.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("Hello");
    }

    @Test
    void who_wants_the_words_gets_them_and_nobody_else_does() throws Exception {
        Endpoints.Made till = make("Till", listener.url());
        Endpoints.Made desk = endpoints.make(
                new Endpoints.Wish("Desk", listener.url(), List.of("message.arrived"), true), Actor.CONSOLE);
        Connection form = inbound("standard", "no");
        String secret = connections.secret(form.id(), InboundHook.SECRET).orElseThrow();
        assertThat(standard(form, secret, "msg_fuller", Instant.now(), BODY.formatted("m-fuller")))
                .isEqualTo(200);
        until(() -> listener.heard.size() == 2);

        List<String> bodies =
                listener.heard.stream().map(Listener.Heard::body).sorted().toList();
        assertThat(bodies)
                .filteredOn(body -> body.contains("Hello"))
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("\"text\":\"Hello\"", "\"channel\":\"webhook\"", "\"direction\":\"in\""));
        assertThat(listener.heard.getFirst().id())
                .isEqualTo(listener.heard.getLast().id());
        for (Endpoints.Made made : List.of(till, desk)) {
            assertThat(listener.heard)
                    .filteredOn(heard -> Signing.isRight(
                            made.secret(),
                            heard.id(),
                            heard.timestamp(),
                            heard.signatures(),
                            heard.body().getBytes(StandardCharsets.UTF_8),
                            Instant.now()))
                    .hasSize(1);
        }
    }

    @Test
    void a_failure_is_tried_again_with_the_same_name_and_a_redirect_is_a_failure() {
        Endpoints.Made made = make("Till", listener.url());
        listener.says(307, Map.of("Location", "http://127.0.0.1:1/"));
        application.getBean(Events.class).test(made.id());
        until(() -> why(made.id()).contains("sends us elsewhere"));
        assertThat(state(made.id())).containsExactly("waiting");
        assertThat(endpoints.find(made.id()).orElseThrow().failingSince()).isNotNull();
        endpoints.rotate(made.id(), Actor.CONSOLE);
        listener.says(200, Map.of());
        hurry();
        until(() -> state(made.id()).equals(List.of("delivered")));

        assertThat(listener.heard).hasSize(2);
        assertThat(listener.heard.get(1).id()).isEqualTo(listener.heard.get(0).id());
        assertThat(listener.heard.get(0).signatures().split(" ")).hasSize(1);
        assertThat(listener.heard.get(1).signatures().split(" ")).hasSize(2);
        assertThat(endpoints.find(made.id()).orElseThrow().failingSince()).isNull();
    }

    @Test
    void whoever_asks_for_patience_gets_it() {
        Endpoints.Made made = make("Till", listener.url());
        listener.says(429, Map.of("Retry-After", "7200"));
        application.getBean(Events.class).test(made.id());
        until(() -> why(made.id()).contains("429"));

        assertThat(jdbc.sql("SELECT due_at > now() + interval '119 minutes' FROM webhook.delivery WHERE endpoint = :e")
                        .param("e", made.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void gone_disables_at_once_and_three_days_of_silence_do_so_too_and_owners_are_told() {
        application.getBean(Members.class).addOwnerWithoutPassword("maja@example.com", "Maja Meadow");
        Endpoints.Made gone = make("Old till", listener.url());
        listener.says(410, Map.of());
        application.getBean(Events.class).test(gone.id());
        until(() -> !endpoints.find(gone.id()).orElseThrow().isActive());
        assertThat(state(gone.id())).containsExactly("failed");

        Endpoints.Made silent = make("Silent till", listener.url());
        listener.says(500, Map.of());
        jdbc.sql("UPDATE webhook.endpoint SET failing_since = now() - interval '73 hours' WHERE id = :id")
                .param("id", silent.id())
                .update();
        application.getBean(Events.class).test(silent.id());
        until(() -> why(silent.id()).contains("500"));
        jdbc.sql("UPDATE webhook.delivery SET tries = 9, due_at = now() WHERE endpoint = :e")
                .param("e", silent.id())
                .update();
        until(() -> !endpoints.find(silent.id()).orElseThrow().isActive());
        assertThat(why(silent.id())).contains("Given up after 10 tries");
        assertThat(endpoints.find(silent.id()).orElseThrow().disabledWhy()).contains("three days");
        assertThat(jdbc.sql("SELECT address || ' ' || subject FROM mail.letter WHERE kind = 'disabled webhook'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "maja@example.com “Old till” is told nothing any more",
                        "maja@example.com “Silent till” is told nothing any more");
        // What the standard recommends: 75 hours, 35 minutes and 5 seconds from the first to the last.
        assertThat(Call.RESTS.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(272_105));

        listener.says(200, Map.of());
        endpoints.enable(silent.id(), Actor.CONSOLE);
        assertThat(application.getBean(Deliveries.class).again(silent.id(), delivery(silent.id())))
                .isTrue();
        until(() -> state(silent.id()).equals(List.of("delivered")));
    }

    @Test
    void an_address_of_the_inside_is_never_called() {
        Endpoints.Made inside = make("Inside", "http://169.254.169.254/latest");
        application.getBean(Events.class).test(inside.id());
        until(() -> why(inside.id()).contains("inside a network"));
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void who_cannot_prove_who_he_is_hears_always_the_same() throws Exception {
        Connection form = inbound("standard", "no");
        String secret = connections.secret(form.id(), InboundHook.SECRET).orElseThrow();
        String body = BODY.formatted("m-spoof");
        assertThat(standard(form, Signing.freshSecret(), "msg_2", Instant.now(), body))
                .isEqualTo(401);
        assertThat(standard(form, secret, "msg_2", Instant.now().minusSeconds(301), body))
                .isEqualTo(401);
        assertThat(standard(form, secret, "msg_2", Instant.now().plusSeconds(310), body))
                .isEqualTo(401);
        assertThat(post("/hooks/unknown", body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(post("/hooks/" + form.setting(InboundHook.HOOK), body, Map.of())
                        .body())
                .isEqualTo(post("/hooks/unknown", body, Map.of()).body());
        assertThat(post("/hooks/" + form.setting(InboundHook.HOOK), "x".repeat(2 << 20), Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(jdbc.sql("SELECT count(*) FROM channel.arrival WHERE connection = :c")
                        .param("c", form.id().value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_plain_signature_will_do_and_each_number_comes_once() throws Exception {
        Connection form = inbound("hmac", "yes");
        String secret = connections.secret(form.id(), InboundHook.SECRET).orElseThrow();
        for (String number : List.of("h-1", "h-1", "h-2")) {
            String body = BODY.formatted(number);
            String mac = HexFormat.of()
                    .formatHex(Signing.plain(
                            secret.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8)));
            assertThat(post(
                                    "/hooks/" + form.setting(InboundHook.HOOK),
                                    body,
                                    Map.of("X-Shop-Signature", "sha256=" + mac))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post(
                                    "/hooks/" + form.setting(InboundHook.HOOK),
                                    body + " ",
                                    Map.of("X-Shop-Signature", "sha256=" + mac))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(jdbc.sql("SELECT external_id FROM channel.arrival WHERE connection = :c ORDER BY id")
                        .param("c", form.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("h-1", "h-2");
        assertThat(jdbc.sql(
                                "SELECT DISTINCT sender || ' ' || sender_name || ' ' || at::date FROM channel.arrival WHERE connection = :c")
                        .param("c", form.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("anna@example.com Anna 2025-12-29");
    }

    private Endpoints.Made make(String name, String url) {
        return endpoints.make(new Endpoints.Wish(name, url, List.of("message.arrived"), false), Actor.CONSOLE);
    }

    private Connection inbound(String signing, String vouched) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "signing",
                signing,
                "header",
                "X-Shop-Signature",
                "from",
                "data.email",
                "who",
                "data.who.name",
                "text",
                "data.lines.0.text",
                "id",
                "data.id",
                "at",
                signing.equals("hmac") ? "data.at" : "",
                "vouched",
                vouched,
                InboundHook.HOOK,
                UUID.randomUUID().toString()));
        ConnectionId id = connections.connect(
                Medium.WEBHOOK, "Form", "", settings, Map.of(InboundHook.SECRET, Signing.freshSecret()), Actor.CONSOLE);
        return connections.find(id).orElseThrow();
    }

    private static int standard(Connection connection, String secret, String id, Instant at, String body)
            throws Exception {
        return post(
                        "/hooks/" + connection.setting(InboundHook.HOOK),
                        body,
                        Map.of(
                                "webhook-id",
                                id,
                                "webhook-timestamp",
                                Long.toString(at.getEpochSecond()),
                                "webhook-signature",
                                Signing.header(List.of(secret), id, at, body.getBytes(StandardCharsets.UTF_8))))
                .statusCode();
    }

    private static HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void hurry() {
        jdbc.sql("UPDATE webhook.delivery SET due_at = now() WHERE state = 'waiting'")
                .update();
    }

    private static List<String> state(int endpoint) {
        return jdbc.sql("SELECT state FROM webhook.delivery WHERE endpoint = :e ORDER BY id")
                .param("e", endpoint)
                .query(String.class)
                .list();
    }

    private static String why(int endpoint) {
        return String.join(
                " ",
                jdbc.sql("SELECT why FROM webhook.delivery WHERE endpoint = :e ORDER BY id")
                        .param("e", endpoint)
                        .query(String.class)
                        .list());
    }

    private static long delivery(int endpoint) {
        return jdbc.sql("SELECT max(id) FROM webhook.delivery WHERE endpoint = :e")
                .param("e", endpoint)
                .query(Long.class)
                .single();
    }

    private static void until(BooleanSupplier isSo) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
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
