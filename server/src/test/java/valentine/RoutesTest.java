package valentine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.event.Source;
import valentine.event.Sources;
import valentine.team.Keys;
import valentine.team.Keys.Purpose;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Permissions;
import valentine.team.Permissions.Permission;
import valentine.team.Permissions.Who;
import valentine.team.Role;
import valentine.team.Sessions;

/// Every route of the table, taken by everybody, for what is theirs, somebody else's and nobody's: who may not is
/// refused, and nothing in the database has changed.
class RoutesTest {
    private static final String CSRF = "8e6c1c1e-6d0f-4e5c-9f4a-0d3f3a3b2c11";
    private static final String MISSING = "987654321";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final HttpClient client = HttpClient.newHttpClient();

    private static final Map<InetAddress, HttpClient> elsewhere = new HashMap<>();
    private static int wrongKeys;

    private static final JdbcClient jdbc = database.jdbc();
    private static final Witness witness = new Witness(jdbc);

    private static Map<Caller, String> sessions = Map.of();
    private static Map<Caller, String> keys = Map.of();

    /// Everybody who may come to a door.
    enum Caller {
        NOBODY,
        WRITE_KEY,
        SECRET_KEY,
        WORK_KEY,
        REVOKED_KEY,
        VIEWER,
        MEMBER,
        MANAGER,
        OWNER;

        boolean isMember() {
            return compareTo(VIEWER) >= 0;
        }

        boolean isLetBy(Who who, String path) {
            return switch (who) {
                case PUBLIC -> true;
                // A key is looked at on the doors that programs use.
                case WRITE_KEY -> this == WRITE_KEY && path.startsWith("/api/");
                case SECRET_KEY -> (this == SECRET_KEY || this == WORK_KEY) && path.startsWith("/api/");
                case WORK_KEY -> this == WORK_KEY && path.startsWith("/api/");
                case VIEWER, MEMBER, MANAGER, OWNER -> isMember() && compareTo(valueOf(who.name())) >= 0;
            };
        }
    }

    @BeforeAll
    static void everybody_is_there() {
        application.getBean(Members.class).addOwnerWithoutPassword("first@example.com", "First Owner");
        for (Role role : Role.values()) {
            jdbc.sql("""
                            INSERT INTO team.member (email, name, role, password_hash, created_at)
                            VALUES (:email, :email, :role, 'x', now())
                            """)
                    .param("email", role.key() + "@example.com")
                    .param("role", role.key())
                    .update();
        }
        Sessions started = application.getBean(Sessions.class);
        sessions = application.getBean(Members.class).all().stream()
                .filter(member -> !member.email().startsWith("first"))
                .collect(Collectors.toMap(
                        member -> Caller.valueOf(member.role().name()),
                        member -> started.start(member, "Firefox on Linux", "password")));
        Keys made = application.getBean(Keys.class);
        Keys.Made revoked = made.make(Purpose.SECRET, "Revoked", Actor.CONSOLE);
        made.revoke(revoked.id(), Actor.CONSOLE);
        keys = Map.of(
                Caller.WRITE_KEY,
                        made.make(Purpose.WRITE, "Shop", Actor.CONSOLE).text(),
                Caller.SECRET_KEY,
                        made.make(Purpose.SECRET, "Report", Actor.CONSOLE).text(),
                Caller.WORK_KEY,
                        made.make(Purpose.WORK, "Helpdesk", Actor.CONSOLE).text(),
                Caller.REVOKED_KEY, revoked.text());
        application
                .getBean(Identity.class)
                .resolve(Stream.of("anna", "ben")
                        .map(name -> new Mention(
                                List.of(Handle.id(name).orElseThrow()), Map.of(), Instant.now(), Trust.SAID, "test"))
                        .toList());
        application.getBean(Sources.class).make("Shop", Source.Kind.SERVER, List.of(), Actor.CONSOLE);
        witness.install();
    }

    @TestFactory
    Stream<DynamicTest> who_may_not_is_refused_and_changes_nothing() {
        return Permissions.table().stream()
                .flatMap(line -> objects(line.pattern())
                        .map(path -> dynamicTest(
                                method(line) + " " + path,
                                () -> Arrays.stream(Caller.values())
                                        .filter(caller -> !caller.isLetBy(line.who(), path))
                                        .forEach(caller -> isRefused(line, path, caller)))));
    }

    @TestFactory
    Stream<DynamicTest> who_may_is_let_in() {
        return Permissions.table().stream()
                // What ends the session, or counts tries at credentials, is walked elsewhere.
                .filter(line -> line.who() != Who.PUBLIC && !line.pattern().equals("/sign-out"))
                .flatMap(line -> Stream.of(path(line.pattern(), MISSING))
                        .map(path -> dynamicTest(
                                method(line) + " " + path,
                                () -> Arrays.stream(Caller.values())
                                        .filter(caller -> caller.isLetBy(line.who(), path))
                                        .forEach(caller -> isLetIn(line, path, caller)))));
    }

    @Test
    void what_is_somebody_elses_is_as_if_it_were_not_there() {
        Member other = application.getBean(Members.class).all().stream()
                .filter(member -> member.role() == Role.OWNER)
                .findFirst()
                .orElseThrow();
        application.getBean(Sessions.class).start(other, "Safari on an iPhone", "password");
        long session =
                jdbc.sql("SELECT max(id) FROM team.session").query(Long.class).single();
        witness.forget();
        for (String id : List.of(Long.toString(session), MISSING)) {
            var answer = send("POST", "/settings/me/sessions/" + id + "/ending", Caller.VIEWER);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(witness.changes()).isEmpty();
        }
    }

    @Test
    void a_route_that_is_not_in_the_table_is_closed_to_everybody() {
        for (Caller caller : Caller.values()) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                var answer = send(method, "/nowhere/at/all", caller);
                assertThat(answer.statusCode())
                        .as(method + " by " + caller)
                        .isIn(caller.isMember() ? List.of(404, 405, 400) : List.of(302, 401, 405, 400));
            }
        }
        for (String trick : List.of(
                "//settings/keys",
                "/settings/keys/",
                "/settings/./keys",
                "/settings/%6beys",
                "/settings/keys;a=b",
                "/SETTINGS/keys")) {
            assertThat(send("GET", trick, Caller.VIEWER).statusCode()).as(trick).isIn(400, 403, 404);
        }
    }

    private static void isRefused(Permission line, String path, Caller caller) {
        witness.forget();
        var answer = send(method(line), path, caller);
        List<Integer> expected = caller.isMember()
                ? List.of(403)
                : path.startsWith("/api/")
                        ? List.of(caller == Caller.NOBODY || caller == Caller.REVOKED_KEY ? 401 : 403)
                        : List.of(302, 401);
        assertThat(answer.statusCode()).as(line + " by " + caller).isIn(expected);
        if (answer.statusCode() == 302) {
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).contains("/sign-in?next="));
        }
        // That a good key was shown is noted, whatever it wanted.
        assertThat(witness.changes())
                .as(line + " by " + caller)
                .filteredOn(change -> caller != Caller.SECRET_KEY || !change.equals("UPDATE team.key"))
                .isEmpty();
    }

    private static void isLetIn(Permission line, String path, Caller caller) {
        var answer = send(method(line), path, caller);
        assertThat(answer.statusCode())
                .as(line + " by " + caller)
                .isNotIn(401, 403)
                .isLessThan(500);
        // A part of a page may stay empty; a page of nothing is none.
        if (line.pattern().contains("{") && !line.pattern().endsWith("/timeline") && answer.statusCode() < 300) {
            assertThat(answer.statusCode()).as("Something that is not there").isNotEqualTo(200);
        }
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("/sign-in");
    }

    /// The paths of a pattern: an object of one's own, of another, and one that nobody has.
    private static Stream<String> objects(String pattern) {
        return pattern.contains("{")
                ? Stream.of("1", "2", MISSING).map(id -> path(pattern, id))
                : Stream.of(path(pattern, ""));
    }

    private static String path(String pattern, String id) {
        return pattern.replaceAll("\\{[^/]*}", id).replace("**", "nothing");
    }

    private static String method(Permission line) {
        return line.method() == null ? "GET" : line.method().name();
    }

    private static HttpResponse<String> send(String method, String path, Caller caller) {
        StringBuilder cookies = new StringBuilder("XSRF-TOKEN=" + CSRF);
        Optional.ofNullable(sessions.get(caller))
                .ifPresent(token -> cookies.append("; valentine=").append(token));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("Accept", "text/html")
                .header("Cookie", cookies.toString())
                .header("X-XSRF-TOKEN", masked())
                .header("Content-Type", "application/x-www-form-urlencoded");
        Optional.ofNullable(keys.get(caller)).ifPresent(key -> request.header("Authorization", "Bearer " + key));
        request.method(method, method.equals("POST") ? BodyPublishers.ofString(FORM) : BodyPublishers.noBody());
        try {
            return client(caller).send(request.build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /// A key that is none is tried from many addresses: each may show only so many before it has to wait.
    private static HttpClient client(Caller caller) throws UnknownHostException {
        if (caller != Caller.REVOKED_KEY) return client;
        int address = 2 + wrongKeys++ / 20;
        return elsewhere.computeIfAbsent(
                InetAddress.getByName("127.0.0." + address),
                from -> HttpClient.newBuilder().localAddress(from).build());
    }

    /// Enough for any form, so that only the door can refuse it.
    private static final String FORM = Map.of(
                    "name", "Anything",
                    "role", "viewer",
                    "password", "a long enough password",
                    "code", "123456",
                    "label", "Phone",
                    "answer", "later",
                    "gesture", "message",
                    "token", "none")
            .entrySet()
            .stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));

    /// The token of the cookie as forms carry it, with a mask of zeros.
    private static String masked() {
        byte[] token = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
