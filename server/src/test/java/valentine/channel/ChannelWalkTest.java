package valentine.channel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.team.Keys;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;
import valentine.web.Chromium;

/// Channels, templates, the outbox, a call written down and the end of a newsletter, in a browser.
class ChannelWalkTest {
    private static final PurposeKey NEWS = new PurposeKey("newsletter");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private static CustomerId zoe = new CustomerId(0);

    private final Connections connections = application.getBean(Connections.class);
    private final Door door = application.getBean(Door.class);

    @BeforeAll
    static void a_firm_with_a_customer() {
        application.getBean(Members.class).addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        zoe = application
                .getBean(Identity.class)
                .resolve(List.of(new Mention(
                        List.of(Letters.address("zoe@example.com")),
                        Map.of("name", "Zoë Fischer"),
                        Instant.parse("2026-03-02T10:00:00Z"),
                        Trust.SAID,
                        "a test")))
                .getFirst();
    }

    @Test
    void channels_are_empty_then_in_trouble_and_manners_can_be_changed() {
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Page page = signIn(visit, true);
            page.navigate(url("/settings/channels"));
            assertThat(page.locator("h2").first()).hasText("No channel yet");
            Chromium.look(page, "channels-empty-light-1440");
            page.locator("#most").fill("101");
            page.locator("#most").evaluate("field => field.form.noValidate = true");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".problem")).containsText("0 to 100 times");
            page.locator("#most").fill("3");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".notice")).containsText("Saved");
            assertThat(page.locator("#most")).hasValue("3");
        }
        ConnectionId sales = connections.connect(
                Medium.WEBHOOK, "Hooks of the shop", "shop.example", Map.of(), Map.of(), Actor.CONSOLE);
        connections.connect(Medium.PHONE, "The shop's phone", "+49 30 111111", Map.of(), Map.of(), Actor.CONSOLE);
        connections.trouble(sales, "The other side says that the key is wrong. Make a new one there.");
        look("/settings/channels", "channels");
        connections.end(sales, Actor.CONSOLE);
    }

    @Test
    void a_manager_reads_who_may_set_channels_up_and_finds_no_link_that_leads_nowhere() {
        long id = database.jdbc().sql("""
                        INSERT INTO team.member (email, name, role, password_hash, created_at)
                        VALUES ('mia@example.com', 'Mia Manager', 'manager', 'x', now()) RETURNING id
                        """).query(Long.class).single();
        Member mia = application.getBean(Members.class).one(new MemberId(id)).orElseThrow();
        ConnectionId till = connections.connect(
                Medium.SMS, "Texts of the shop", "+49 30 222222", Map.of(), Map.of(), Actor.CONSOLE);
        connections.trouble(till, "The other side says that the key is wrong.");
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.DARK, true)) {
            String session = application.getBean(Sessions.class).start(mia, "Firefox on Linux", "password");
            visit.addCookies(List.of(new Cookie("valentine", session).setUrl(url("/"))));
            Page page = visit.newPage();
            page.navigate(url("/settings/channels"));
            assertThat(page.locator("main")).containsText("only owners do: Olga Owner");
            assertThat(page.locator("main")).containsText("An owner can mend it.");
            Chromium.look(page, "channels-manager-phone-dark");
            List<String> links = page.locator("main a").all().stream()
                    .map(link -> link.getAttribute("href"))
                    .distinct()
                    .toList();
            for (String link : links)
                assertThat(page.navigate(url(link)).status()).as(link).isEqualTo(200);
        }
        connections.end(till, Actor.CONSOLE);
    }

    @Test
    void a_template_with_a_wrong_gap_is_refused_and_a_right_one_tried_on_a_customer() {
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, false)) {
            Page page = signIn(visit, false);
            page.navigate(url("/settings/templates"));
            page.getByText("New template").click();
            page.locator("#name").fill("Thank you");
            page.locator("#subject").fill("Thank you, {{customer.first_name}}");
            page.locator("#text").fill("Hello {{customer.surname}}");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".problem")).containsText("There is no {{customer.surname}}");
            page.locator("#text").fill("Hello {{customer.first_name|there}},\n\nthank you from {{member.first_name}}.");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("h1")).hasText("Thank you");
            page.locator("#q").fill("fisch");
            page.getByText("Find", new Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            page.getByText("Zoë Fischer").click();
            assertThat(page.locator(".as-written")).hasText("Hello Zoë,\n\nthank you from Olga.");
            String path = page.url().substring(url("").length());
            look(path, "template");
            look("/settings/templates", "templates");
        }
    }

    @Test
    void what_would_have_gone_lies_in_the_outbox_and_can_be_taken_back() {
        Connection blank = connections.outgoing(Medium.SMS);
        door.send(Letters.out("walk 1", blank.id(), zoe, "zoe@example.com"));
        door.send(Letters.out("walk 2", blank.id(), zoe, "zoe@example.com"));
        look("/outbox/messages", "messages");
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Page page = signIn(visit, true);
            page.navigate(url("/outbox"));
            page.getByText("Messages to customers").click();
            page.getByText("About walk 2").click();
            assertThat(page.locator("main")).containsText("It waits until this channel is set up.");
            Chromium.look(page, "message-light-1440");
            page.getByText("Do not send it").click();
            assertThat(page.locator(".notice")).containsText("It stays here.");
            assertThat(page.locator("ol.things")).containsText("Olga Owner took it back.");
            page.navigate(url("/outbox/messages?state=taken_back"));
            assertThat(page.locator("ul.letters")).containsText("About walk 2");
            assertThat(page.locator("ul.letters")).not().containsText("About walk 1");
        }
    }

    @Test
    void a_call_is_written_down_with_the_keyboard_alone() {
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Page page = signIn(visit, true);
            page.navigate(url("/customers/" + zoe.value()));
            page.keyboard().press("l");
            page.waitForURL(url("/customers/" + zoe.value() + "/contacts/new"));
            page.keyboard().type("The red boots came too small");
            page.keyboard().press("Tab");
            page.keyboard().type("Wants 39 instead");
            page.keyboard().press("Enter");
            page.waitForURL(url("/customers/" + zoe.value()));
            assertThat(page.locator(".notice")).containsText("It stands in the history.");
            assertThat(page.locator("main")).containsText("The red boots came too small");
            Chromium.look(page, "contact-logged-light-1440");
        }
        look("/customers/" + zoe.value() + "/contacts/new", "contact");
    }

    @Test
    void a_program_writes_down_a_call_once_for_each_key() throws Exception {
        String work = application
                .getBean(Keys.class)
                .make(Keys.Purpose.WORK, "telephone", Actor.CONSOLE)
                .text();
        String path = "/api/customers/" + zoe.value() + "/contacts";
        String call = "{\"sort\":\"call\",\"about\":\"Where is my parcel?\",\"result\":\"open\"}";

        assertThat(post(path, call, work, "call 7").body()).contains("\"fresh\":true");
        assertThat(post(path, call, work, "call 7").body()).contains("\"fresh\":false");
        assertThat(post(path, "{\"sort\":\"fax\",\"about\":\"x\"}", work, "a").statusCode())
                .isEqualTo(422);
        assertThat(post(path, "{\"sort\":\"call\",\"about\":\" \\n \"}", work, "b")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/api/customers/999999999/contacts", call, work, "c").statusCode())
                .isEqualTo(404);
        assertThat(post(path, call, "nobody's", "d").statusCode()).isEqualTo(401);
        assertThat(database.jdbc()
                        .sql(
                                "SELECT count(*) FROM history.interaction WHERE title = 'Where is my parcel?' AND kind = 'call'"
                                        + " AND direction = 'in' AND properties ->> 'result' = 'Still open'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void looking_at_the_link_of_a_newsletter_ends_nothing_and_one_click_ends_it() throws Exception {
        Consents consents = application.getBean(Consents.class);
        consents.say(new Statement(
                zoe,
                NEWS,
                Channel.EMAIL,
                ConsentWord.GIVEN,
                Instant.now(),
                Statement.Origin.CUSTOMER,
                "a test",
                "",
                ""));
        Connection blank = connections.outgoing(Medium.EMAIL);
        Outgoing news = new Outgoing(
                "news",
                blank.id(),
                zoe,
                null,
                Letters.address("zoe@example.com"),
                List.of(),
                "News",
                "News",
                null,
                List.of(),
                Intent.SALE,
                NEWS,
                null,
                null);
        door.send(news);
        Departed waiting = application.getBean(Departures.class).ofKey("news").orElseThrow();
        Parcel parcel = application
                .getBean(Unsubscribing.class)
                .offer(new Parcel(waiting, blank, List.of(), List.of(), Map.of()));
        String link = String.valueOf(parcel.headers().get("List-Unsubscribe"));
        String path = URI.create(link.substring(1, link.length() - 1)).getPath();

        try (BrowserContext visit = chromium.visitor(390, ColorScheme.LIGHT, true)) {
            Page page = visit.newPage();
            page.navigate(url(path));
            Chromium.look(page, "unsubscribe-light-390");
            assertThat(page.locator("h1")).hasText("Shall we stop?");
        }
        assertThat(consents.may(zoe, NEWS, Channel.EMAIL).isYes()).isTrue();
        HttpResponse<String> wrong = one("/unsubscribe/somethingelse");
        assertThat(consents.may(zoe, NEWS, Channel.EMAIL).isYes()).isTrue();
        HttpResponse<String> right = one(path);
        assertThat(right.statusCode()).isEqualTo(200).isEqualTo(wrong.statusCode());
        assertThat(right.body()).contains("It has ended").hasSameSizeAs(wrong.body());
        assertThat(consents.may(zoe, NEWS, Channel.EMAIL).isYes()).isFalse();
        assertThat(door.find(waiting.id()).orElseThrow().state()).isEqualTo(State.TAKEN_BACK);
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.DARK, true)) {
            Page page = visit.newPage();
            page.navigate(url(path));
            page.getByText("Yes, stop").click();
            assertThat(page.locator("h1")).hasText("It has ended");
            Chromium.look(page, "unsubscribed-dark-390");
        }
    }

    /// As a mail program does it for its reader: no cookie, no token of ours.
    private static HttpResponse<String> one(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url(path)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> post(String path, String body, String key, String once)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url(path)))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + key)
                            .header("Idempotency-Key", once)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void look(String path, String name) {
        for (int width : List.of(390, 1440)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (BrowserContext visit = chromium.visitor(width, scheme, true)) {
                    Page page = signIn(visit, true);
                    page.navigate(url(path));
                    Chromium.look(page, name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width);
                }
            }
        }
    }

    private static Page signIn(BrowserContext visit, boolean scripts) {
        Page page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        if (!scripts) page.getByText("Sign in").last().click();
        page.waitForURL(url("/"));
        return page;
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
