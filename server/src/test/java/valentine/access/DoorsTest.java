package valentine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.db.TestDatabase;
import valentine.team.Keys;
import valentine.team.Keys.Made;
import valentine.team.Keys.Purpose;
import valentine.team.Members;

/// What programs and strangers hear at the doors.
class DoorsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final HttpClient client = HttpClient.newHttpClient();

    /// Each test finds its limits untouched.
    @AutoClose
    private final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    private Made secret;

    @BeforeEach
    void a_key_is_made() {
        secret = application.getBean(Keys.class).make(Purpose.SECRET, "Reports", Actor.CONSOLE);
    }

    @Test
    void the_api_is_closed_without_a_key_and_says_how_to_open_it() throws Exception {
        var answer = ask("/api/anything", "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
        assertThat(answer.body()).contains("\"status\":401").contains("secret key");

        assertThat(ask("/api/anything", "Bearer " + secret.text() + "x").statusCode())
                .isEqualTo(401);
        for (String good : List.of(
                "Bearer " + secret.text(),
                "bearer " + secret.text(),
                basic(secret.text() + ":"),
                basic(":" + secret.text()))) {
            assertThat(ask("/api/anything", good).statusCode())
                    .as("A known key, no such route")
                    .isEqualTo(404);
        }
        application.getBean(Keys.class).revoke(secret.id(), Actor.CONSOLE);
        assertThat(ask("/api/anything", "Bearer " + secret.text()).statusCode()).isEqualTo(401);
    }

    @Test
    void wrong_keys_are_limited_by_connection_whatever_the_headers_say() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(ask(
                                    "/api/anything",
                                    "Bearer vs_wrong" + i,
                                    "X-Forwarded-For",
                                    "10.0.0." + i,
                                    "Forwarded",
                                    "for=10.1.1." + i)
                            .statusCode())
                    .isEqualTo(401);
        }
        var answer = ask("/api/anything", "Bearer vs_wrong", "X-Forwarded-For", "10.9.9.9", "X-Real-IP", "10.9.9.9");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(answer.body()).contains("\"status\":429");
    }

    @Test
    void passwords_are_limited_by_account_and_the_answer_is_the_same_for_unknown_ones() throws Exception {
        String known = null;
        application.getBean(Members.class).addOwnerWithoutPassword("olga@example.com", "Olga Owner");
        for (String email : List.of("nobody@example.com", "olga@example.com")) {
            HttpResponse<String> answer = signIn(email, "wrong password", 0);
            assertThat(answer.statusCode()).isEqualTo(422);
            String body =
                    answer.body().replace(email, "").replaceAll("(?i)nonce[^ >]*|value=\"[^\"]*\"|X-XSRF[^}]*", "");
            assertThat(body).isEqualTo(known == null ? body : known);
            known = body;
        }
        for (int i = 1; i < 10; i++) {
            assertThat(signIn("nobody@example.com", "wrong password", i).statusCode())
                    .isEqualTo(422);
        }
        var answer = signIn("Nobody@Example.com ", "wrong password", 99);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void links_are_limited_by_connection() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(ask("/invites/guess" + i, "", "X-Forwarded-For", "10.0.0." + i)
                            .statusCode())
                    .isEqualTo(200);
        }
        for (String path : List.of("/invites/guess", "/set-up/guess", "/sign-in/guess")) {
            assertThat(ask(path, "").statusCode()).as(path).isEqualTo(429);
        }
    }

    @Test
    void only_the_proxy_that_the_owner_named_is_believed() throws Exception {
        for (String named : List.of("127.0.0.1", "10.20.30.40")) {
            boolean believed = named.equals("127.0.0.1");
            try (TestDatabase other = TestDatabase.create();
                    ConfigurableApplicationContext behind =
                            Application.serve(other.open(), "127.0.0.1", 0, InetAddress.getByName(named))) {
                int last = 0;
                for (int i = 0; i <= 30; i++) {
                    last = client.send(
                                    HttpRequest.newBuilder(uri(behind, "/invites/guess"))
                                            .header("X-Forwarded-For", "203.0.113." + i)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode();
                }
                assertThat(last).as(named).isEqualTo(believed ? 200 : 429);
            }
        }
    }

    private HttpResponse<String> ask(String path, String authorization, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/html");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String email, String password, int from) throws Exception {
        byte[] token = "token-of-the-cookie".getBytes(StandardCharsets.UTF_8);
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return client.send(
                HttpRequest.newBuilder(uri("/sign-in"))
                        .header("Cookie", "XSRF-TOKEN=token-of-the-cookie")
                        .header("X-XSRF-TOKEN", Base64.getUrlEncoder().encodeToString(masked))
                        .header("X-Forwarded-For", "10.0.0." + from)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "email=" + email.replace("@", "%40").replace(" ", "+") + "&password="
                                        + password.replace(" ", "+")))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private URI uri(String path) {
        return uri(application, path);
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        return URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort() + path);
    }
}
