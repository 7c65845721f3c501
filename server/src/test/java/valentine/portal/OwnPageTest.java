package valentine.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.PersonalData;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.erasure.Request;
import valentine.erasure.Requests;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Permissions;
import valentine.team.Role;
import valentine.team.Sessions;
import valentine.team.Token;
import valentine.transparency.Basis;
import valentine.transparency.Category;
import valentine.transparency.Channel;
import valentine.transparency.Consents;
import valentine.transparency.Purpose;
import valentine.transparency.PurposeKey;
import valentine.transparency.Purposes;

class OwnPageTest {
    private static final String CSRF = "8e6c1c1e-6d0f-4e5c-9f4a-0d3f3a3b2c11";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    /// Each comes from an address of its own, so that tries are not counted together.
    private static final List<HttpClient> clients = IntStream.rangeClosed(2, 21)
            .mapToObj(
                    last -> HttpClient.newBuilder().localAddress(address(last)).build())
            .toList();

    private static final AtomicInteger turn = new AtomicInteger();

    private static final JdbcClient jdbc = database.jdbc();
    private static final OwnLinks links = application.getBean(OwnLinks.class);
    private static final OwnSessions sessions = application.getBean(OwnSessions.class);
    private static final Corrections corrections = application.getBean(Corrections.class);
    private static final Handles handles = application.getBean(Handles.class);

    private static CustomerId zoe = new CustomerId(0);
    private static CustomerId ben = new CustomerId(0);
    private static Member owner =
            application.getBean(Members.class).all().stream().findFirst().orElseGet(OwnPageTest::anOwner);

    @BeforeAll
    static void two_customers() {
        zoe = known("C-1", "zoe@example.com", "Zoë Meadow", Trust.SAID);
        ben = known("C-2", "ben@example.com", "Ben Brook", Trust.SAID);
    }

    @BeforeEach
    void nothing_is_used_up() {
        for (String table : List.of("portal.link", "portal.session", "portal.correction", "mail.spent")) {
            jdbc.sql("TRUNCATE " + table).update();
        }
        jdbc.sql("DELETE FROM mail.letter").update();
    }

    @Test
    void whom_we_know_and_whom_we_do_not_get_the_same_answer_and_the_same_row() {
        Askings askings = application.getBean(Askings.class);
        HttpResponse<String> known = post("/me", Map.of("email", "zoe@example.com"), "");
        HttpResponse<String> unknown = post("/me", Map.of("email", "stranger@example.com"), "");
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(200);
        assertThat(plain(known.body(), "")).isEqualTo(plain(unknown.body(), ""));
        assertThat(known.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
        askings.answer();
        // The server may just be answering one by itself.
        long patience = System.nanoTime() + 10_000_000_000L;
        while (asked() > 0 && System.nanoTime() < patience) Thread.onSpinWait();
        assertThat(asked()).isZero();
        assertThat(letters()).containsExactly("zoe@example.com");
    }

    private static int asked() {
        return jdbc.sql("SELECT count(*) FROM portal.asking")
                .query(Integer.class)
                .single();
    }

    @Test
    void what_only_a_browser_claims_opens_nobodys_page() {
        application
                .getBean(Identity.class)
                .resolve(List.of(new Mention(
                        List.of(
                                Handle.id("C-1").orElseThrow(),
                                Handle.email("evil@example.com").orElseThrow()),
                        Map.of(),
                        Instant.now(),
                        Trust.CLAIMED,
                        "browser")));
        Askings askings = application.getBean(Askings.class);
        jdbc.sql("INSERT INTO portal.asking (address, at) VALUES ('evil@example.com', now())")
                .update();
        askings.answer();
        assertThat(letters()).isEmpty();
    }

    @Test
    void a_link_opens_one_page_once_by_a_button_and_leaves_no_trace() {
        String token = links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com");
        HttpResponse<String> door = get("/me/" + token, "");
        assertThat(door.body()).contains("Open my page").doesNotContain("Zoë");
        assertThat(door.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(door.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("script"));
        assertThat(door.headers().firstValue("Cache-Control")).hasValue("no-store");
        get("/me/" + token, "");

        HttpResponse<String> in = post("/me/" + token, Map.of(), "");
        assertThat(in.statusCode()).isEqualTo(302);
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("/me");
        String cookie = in.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("valentine-me="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("Path=/me", "HttpOnly", "SameSite=Lax");
        assertThat(post("/me/" + token, Map.of(), "").statusCode()).isEqualTo(404);

        String page = get("/me", cookie.split(";", 2)[0]).body();
        assertThat(page).contains("Zoë Meadow", "zoe@example.com", "from <bdi>").doesNotContain("Ben", token);
        assertThat(page).doesNotContain("<script", "http://", "https://");
        assertThat(page.length()).isLessThan(100_000);
        assertThat(jdbc.sql("SELECT count(*) FROM mail.proven WHERE address = 'zoe@example.com'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_token_of_one_purpose_is_refused_on_every_other_route() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("own page", links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com"));
        tokens.put("address", links.mailed(OwnLinks.Purpose.ADDRESS, zoe, "new@example.com"));
        tokens.put(
                "own session",
                sessions.start(links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com"))
                        .orElseThrow());
        tokens.put("member's session", application.getBean(Sessions.class).start(owner, "Firefox", "password"));
        tokens.put(
                "sign-in",
                String.valueOf(application.getBean(Members.class).signInLink()).replaceAll(".*/", ""));
        tokens.put("invite", invite());
        purpose("tea-letters", Basis.CONSENT, true);
        tokens.put(
                "withdrawal",
                links.withdrawal(zoe, new PurposeKey("tea-letters")).replaceAll(".*/", ""));
        Map<String, String> own = Map.of(
                "own page", "/me/{token}",
                "address", "/me/address/{token}",
                "withdrawal", "/me/withdrawal/{token}",
                "sign-in", "/sign-in/{link}",
                "invite", "/invites/{link}");
        int tried = 0;
        for (var line : Permissions.table()) {
            if (!line.pattern().matches(".*\\{(token|link)}.*")) continue;
            for (var token : tokens.entrySet()) {
                if (line.pattern().equals(own.get(token.getKey()))) continue;
                String path = line.pattern().replaceAll("\\{[^/]*}", token.getValue());
                String wrong = line.pattern().replaceAll("\\{[^/]*}", "x".repeat(43));
                boolean isPost = "POST".equals(String.valueOf(line.method()));
                HttpResponse<String> answer = isPost ? post(path, form(), "") : get(path, "");
                HttpResponse<String> usual = isPost ? post(wrong, form(), "") : get(wrong, "");
                String what = token.getKey() + " at " + line.method() + " " + line.pattern();
                assertThat(answer.statusCode()).as(what).isEqualTo(usual.statusCode());
                assertThat(plain(answer.body(), token.getValue()))
                        .as(what)
                        .isEqualTo(plain(usual.body(), "x".repeat(43)));
                assertThat(answer.headers().allValues("Set-Cookie").toString())
                        .as(what)
                        .doesNotContain("valentine=", "valentine-me=");
                tried++;
            }
        }
        // As a cookie, too: no token but a session's lets in, and only where it belongs.
        for (var token : tokens.entrySet()) {
            if (!token.getKey().equals("own session")) {
                assertThat(get("/me", "valentine-me=" + token.getValue()).body())
                        .as(token.getKey())
                        .contains("Send me a link");
            }
            if (!token.getKey().equals("member's session")) {
                assertThat(get("/customers", "valentine=" + token.getValue()).statusCode())
                        .as(token.getKey())
                        .isEqualTo(302);
                assertThat(get("/outbox", "valentine=" + token.getValue()).statusCode())
                        .isEqualTo(302);
            }
        }
        assertThat(tried).isGreaterThan(30);
    }

    @Test
    void a_new_address_needs_its_own_proof_and_never_takes_another_customers() {
        String mine = sessions.start(links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com"))
                .orElseThrow();
        post("/me/corrections", Map.of("field", "e-mail", "said", "zoe.new@example.com"), "valentine-me=" + mine);
        assertThat(letters()).containsExactly("zoe.new@example.com");
        assertThat(handles.owner(Handle.email("zoe.new@example.com").orElseThrow()))
                .isEmpty();

        String proof = links.mailed(OwnLinks.Purpose.ADDRESS, zoe, "zoe.new@example.com");
        assertThat(post("/me/address/" + proof, Map.of(), "").statusCode()).isEqualTo(200);
        assertThat(handles.sureOwner(Handle.email("zoe.new@example.com").orElseThrow()))
                .hasValue(zoe);

        String bens = links.mailed(OwnLinks.Purpose.ADDRESS, zoe, "ben@example.com");
        post("/me/address/" + bens, Map.of(), "");
        assertThat(handles.sureOwner(Handle.email("ben@example.com").orElseThrow()))
                .hasValue(ben);
        assertThat(corrections.of(zoe)).anyMatch(waiting -> waiting.said().contains("another customer has it"));
    }

    @Test
    void a_corrected_name_waits_for_one_of_us_and_then_counts_with_where_it_came_from() {
        String mine = sessions.start(links.mailed(OwnLinks.Purpose.PAGE, ben, "ben@example.com"))
                .orElseThrow();
        post("/me/corrections", Map.of("field", "name", "said", "Benjamin\u202E Brook\r\n"), "valentine-me=" + mine);
        assertThat(get("/me", "valentine-me=" + mine).body()).contains("Hello <bdi>Ben Brook</bdi>", "we look at it");

        assertThat(corrections.answer(zoe, corrections.of(ben).getFirst().id(), true, owner))
                .isFalse();
        Requests asked = application.getBean(Requests.class);
        assertThat(asked.of(ben))
                .filteredOn(request -> request.kind() == Request.Kind.CORRECTION)
                .singleElement()
                .matches(Request::isOpen)
                .satisfies(request ->
                        assertThat(request.due()).isAfter(request.receivedOn().plusDays(27)));
        assertThat(corrections.answer(ben, corrections.of(ben).getFirst().id(), true, owner))
                .isTrue();
        assertThat(asked.of(ben))
                .filteredOn(request -> request.kind() == Request.Kind.CORRECTION)
                .noneMatch(Request::isOpen);
        String page = get("/me", "valentine-me=" + mine).body();
        assertThat(page).contains("Hello <bdi>Benjamin Brook</bdi>", "you told us here");
    }

    @Test
    void who_became_a_part_of_somebody_else_must_ask_again() {
        CustomerId one = known("C-8", "one@example.com", "One", Trust.SAID);
        CustomerId other = known("C-9", "other@example.com", "Other", Trust.SAID);
        String session = sessions.start(links.mailed(OwnLinks.Purpose.PAGE, other, "other@example.com"))
                .orElseThrow();
        String link = links.mailed(OwnLinks.Purpose.PAGE, other, "other@example.com");
        jdbc.sql("UPDATE customer.customer SET part_of = :one WHERE id = :other")
                .param("one", one.value())
                .param("other", other.value())
                .update();
        assertThat(sessions.of(session)).isEmpty();
        assertThat(post("/me/" + link, Map.of(), "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_link_made_by_hand_is_written_down_and_said() {
        String link = links.make(zoe, owner.actor());
        assertThat(application
                        .getBean(valentine.audit.Audit.class)
                        .newest(Long.MAX_VALUE, 1)
                        .getFirst()
                        .act())
                .isEqualTo("own page link made");
        String session = sessions.start(link.replaceAll(".*/", "")).orElseThrow();
        assertThat(get("/me", "valentine-me=" + session).body()).contains("One of us made the link");
    }

    @Test
    void what_is_kept_here_can_be_counted_and_forgotten() {
        links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com");
        corrections.proveAddress(zoe, Handle.email("next@example.com").orElseThrow());
        corrections.ask(zoe, "phone", "+44 20 7946 0000");
        List<PersonalData> parts = application.getBeansOfType(PersonalData.class).values().stream()
                .filter(part -> List.of("Letters", "Visits to the own page and corrections")
                        .contains(part.part()))
                .toList();
        assertThat(parts).hasSize(2);
        assertThat(parts.stream().mapToLong(part -> part.count(List.of(zoe))).sum())
                .isEqualTo(4);
        assertThat(parts.stream().mapToLong(part -> part.count(List.of(ben))).sum())
                .isZero();
        parts.forEach(part -> part.forget(List.of(zoe)));
        assertThat(parts.stream().mapToLong(part -> part.count(List.of(zoe))).sum())
                .isZero();
    }

    @Test
    void what_is_ended_on_the_own_page_or_by_a_link_in_a_letter_ends_at_once() {
        purpose("tea-letters", Basis.CONSENT, true);
        String mine = sessions.start(links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com"))
                .orElseThrow();
        String cookie = "valentine-me=" + mine;
        assertThat(mayMail()).isFalse();
        post("/me/choices", Map.of("purpose", "tea-letters", "choice", "allow"), cookie);
        assertThat(mayMail()).isTrue();
        assertThat(get("/me", cookie).body()).contains("You allow it.", "Letters about new tea", "/me/receipts.json");
        assertThat(get("/me/receipts.json", cookie).body()).contains("dpv:ConsentReceipt", "Letters about new tea");
        assertThat(get("/me/receipts.json", "").statusCode()).isEqualTo(302);

        String link = links.withdrawal(zoe, new PurposeKey("tea-letters")).replaceAll(".*/", "");
        assertThat(get("/me/withdrawal/" + link, "").body())
                .contains("Letters about new tea")
                .doesNotContain("Zoë");
        assertThat(mayMail()).isTrue();
        post("/me/withdrawal/" + link, Map.of(), "");
        post("/me/withdrawal/" + link, Map.of(), "");
        assertThat(mayMail()).isFalse();

        post("/me/choices", Map.of("purpose", "tea-letters", "choice", "allow"), cookie);
        assertThat(mayMail()).isTrue();
        post("/me/choices", Map.of("purpose", "all", "choice", "end"), cookie);
        assertThat(mayMail()).isFalse();
        post("/me/choices", Map.of("purpose", "tea-letters", "choice", "allow"), "valentine-me=" + link);
        assertThat(mayMail()).isFalse();
    }

    @Test
    void a_customer_takes_his_own_and_nobody_elses() throws IOException {
        String mine = sessions.start(links.mailed(OwnLinks.Purpose.PAGE, zoe, "zoe@example.com"))
                .orElseThrow();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(bytes("/me/copy.zip", "valentine-me=" + mine)))) {
            StringBuilder all = new StringBuilder();
            while (zip.getNextEntry() != null) all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(all).contains("zoe@example.com", "Zoë Meadow").doesNotContain("ben@example.com", mine);
        }
        assertThat(get("/me", "valentine-me=" + mine).body()).contains("you took a copy of");
        assertThat(get("/me/copy.zip", "").statusCode()).isEqualTo(302);
    }

    @Test
    void who_asks_to_be_forgotten_or_objects_is_told_by_when_we_answer_and_asks_once() {
        String mine = "valentine-me="
                + sessions.start(links.mailed(OwnLinks.Purpose.PAGE, ben, "ben@example.com"))
                        .orElseThrow();
        Requests requests = application.getBean(Requests.class);
        assertThat(post("/me/requests", Map.of("kind", "erasure"), mine)
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("done=sure");
        assertThat(requests.of(ben)).isEmpty();
        post("/me/requests", Map.of("kind", "erasure", "sure", "yes"), mine);
        post("/me/requests", Map.of("kind", "erasure", "sure", "yes"), mine);
        post("/me/requests", Map.of("kind", "objection"), mine);
        assertThat(requests.of(ben))
                .extracting(Request::kind)
                .containsExactlyInAnyOrder(Request.Kind.ERASURE, Request.Kind.OBJECTION);
        // The link went to his own address, so that nobody asks for a passport.
        assertThat(requests.of(ben))
                .allMatch(request ->
                        request.events().stream().anyMatch(event -> event.what() == Request.What.IDENTITY_CHECKED));
        assertThat(get("/me", mine).body()).contains("Be forgotten, asked on", "we answer by");
        assertThat(requests.of(zoe))
                .extracting(Request::kind)
                .doesNotContain(Request.Kind.ERASURE, Request.Kind.OBJECTION);
    }

    @Test
    void the_console_may_make_a_link_for_the_demo() {
        assertThat(links.make(ben, Actor.CONSOLE))
                .startsWith("http://127.0.0.1:")
                .contains("/me/");
    }

    private static boolean mayMail() {
        return application
                .getBean(Consents.class)
                .may(zoe, new PurposeKey("tea-letters"), Channel.EMAIL)
                .isYes();
    }

    private static void purpose(String key, Basis basis, boolean marketing) {
        Purpose purpose = new Purpose(
                new PurposeKey(key),
                "Letters about new tea",
                "We write to you when there is new tea.",
                basis,
                "",
                marketing,
                "until you end it",
                List.of(Category.CONTACT),
                Role.MEMBER,
                false);
        // A first firm has one of this name already: then ours takes its place.
        Purposes purposes = application.getBean(Purposes.class);
        boolean added = purposes.add(purpose, owner);
        assertThat(added
                        || purposes.change(purpose, owner)
                        || purposes.one(purpose.key()).isPresent())
                .isTrue();
    }

    private static byte[] bytes(String path, String cookie) {
        try {
            return clients.getFirst()
                    .send(
                            HttpRequest.newBuilder(URI.create(url(path)))
                                    .header("Cookie", cookie)
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static CustomerId known(String number, String address, String name, Trust trust) {
        Identity identity = application.getBean(Identity.class);
        CustomerId profile = identity.resolve(List.of(new Mention(
                        List.of(
                                Handle.id(number).orElseThrow(),
                                Handle.email(address).orElseThrow()),
                        Map.of("name", name, "email", address),
                        Instant.now(),
                        trust,
                        "Shop")))
                .getFirst();
        return identity.headOf(profile);
    }

    private static Member anOwner() {
        Members members = application.getBean(Members.class);
        members.addOwnerWithoutPassword("maja@example.com", "Maja");
        return members.all().getFirst();
    }

    private static String invite() {
        Token token = Token.fresh();
        jdbc.sql("""
                        INSERT INTO team.invite (token_hash, role, made_by, made_at, expires_at)
                        VALUES (:hash, 'viewer', :by, now(), now() + interval '1 day')
                        """)
                .param("hash", token.hash())
                .param("by", owner.id().value())
                .update();
        return token.text();
    }

    private static List<String> letters() {
        return jdbc.sql("SELECT address FROM mail.letter ORDER BY id")
                .query(String.class)
                .list();
    }

    private static Map<String, String> form() {
        return Map.of("name", "Anybody", "email", "anybody@example.com", "password", "a long enough password");
    }

    private static HttpResponse<String> get(String path, String cookie) {
        return send(HttpRequest.newBuilder(URI.create(url(path))).GET(), cookie);
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields, String cookie) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(url(path)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-XSRF-TOKEN", masked())
                        .POST(BodyPublishers.ofString(form)),
                cookie);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String cookie) {
        try {
            return clients.get(turn.getAndIncrement() % clients.size())
                    .send(
                            request.header("Accept", "text/html")
                                    .header("Cookie", "XSRF-TOKEN=" + CSRF + (cookie.isEmpty() ? "" : "; " + cookie))
                                    .build(),
                            BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// Without what is another number each time.
    private static String plain(String page, String token) {
        return page.replace(token, "")
                .replaceAll(
                        "nonce=\"[^\"]*\"|Nonce\":\"[^\"]*\"|XSRF-TOKEN\":\"[^\"]*\"|name=\"_csrf\" value=\"[^\"]*\"",
                        "");
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }

    /// The token of the cookie as forms carry it, with a mask of zeros.
    private static String masked() {
        byte[] token = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[token.length * 2];
        System.arraycopy(token, 0, both, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(both);
    }
}
