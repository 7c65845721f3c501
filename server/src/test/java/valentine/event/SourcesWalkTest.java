package valentine.event;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import valentine.event.Sending.Answered;
import valentine.team.Members;
import valentine.web.Chromium;

/// From nothing to the first message, and what was refused mended: in a browser, as a member would.
class SourcesWalkTest {
    private static final String FETCH = """
            async ([url, key, id]) => {
              const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer ' + key };
              const body = JSON.stringify({ messageId: id, anonymousId: 'v1', event: 'Product Viewed' });
              try { return (await (await fetch(url, { method: 'POST', headers, body })).json()).accepted }
              catch (e) { return String(e) }
            }
            """;
    private static final String BEACON = """
            ([url, key, id]) => navigator.sendBeacon(url, JSON.stringify(
              { writeKey: key, messageId: id, anonymousId: 'v1', name: 'Cups' }))
            """;

    @AutoClose
    static final Sending sending = new Sending();

    @AutoClose
    static final Chromium chromium = new Chromium();

    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        Members members = sending.bean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void a_source_is_made_its_key_shown_once_and_its_first_message_arrives() {
        page.navigate(sending.url("/sources/new"));
        page.getByLabel("What is it called?").fill("Till");
        page.getByText("Make it and its key").click();
        String key = page.locator("#write-key").textContent();
        assertThat(key).startsWith("vw_");
        assertThat(page.locator("#snippet-curl")).containsText(key);
        look("source-key");

        Answered answered = sending.send(sending.request("/v1/track", """
                {"userId": "7", "event": "Order Completed", "properties": {"order_id": "A1", "total": 20}}
                """).header("Authorization", Sending.basic(key)));

        assertThat(answered.accepted()).isEqualTo(1);
        assertThat(page.locator(".tail li")).containsText("Order A1");
        page.locator("[data-tail-pause]").click();
        assertThat(page.locator("[data-tail-pause]")).hasText("Go on");
        page.reload();
        assertThat(page.locator("#write-key")).hasCount(0);
        assertThat(page.locator(".band")).containsText("Sending");

        page.getByText("Revoke the key").click();
        assertThat(page.locator(".notice")).containsText("revoked");
        assertThat(sending.send(sending.request("/v1/track", "{}").header("Authorization", Sending.basic(key)))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void what_was_refused_is_mended_and_stored_once() {
        sending.batch(
                "{\"type\":\"track\",\"messageId\":\"walk-1\",\"userId\":\"u\",\"event\":\"\",\"timestamp\":\"2024-05-05\"}",
                "{\"type\":\"walk\",\"messageId\":\"walk-2\",\"userId\":\"u\"}");
        page.navigate(sending.url("/events/quarantine?reason=no-event"));
        look("quarantine");
        page.locator("tbody th a").first().click();
        page.locator("textarea").fill(page.locator("textarea").inputValue().replace("\"event\":\"\"", "\"event\":7e"));
        page.getByText("Send it again").click();
        assertThat(page.locator("main .problem")).containsText("not JSON");
        look("quarantine-mend");
        page.locator("textarea").fill(page.locator("textarea").inputValue().replace("7e", "\"Signed Up\""));
        page.getByText("Send it again").click();
        assertThat(page.locator(".notice")).containsText("Stored");

        assertThat(sending.lines("SELECT message_id || ' ' || title || ' ' || (at AT TIME ZONE 'UTC')::date"
                        + " FROM history.interaction WHERE message_id = 'walk-1'"))
                .containsExactly("walk-1 Signed Up 2024-05-05");
        page.navigate(sending.url("/events/quarantine?reason=type"));
        page.getByText("Send all of these again").click();
        assertThat(page.locator(".notice")).containsText("0 stored, 0 known before, 1 refused still");

        page.navigate(sending.url("/sources"));
        page.getByText("Count again now").click();
        assertThat(page.locator(".notice")).containsText("everything adds up");
    }

    @Test
    void a_page_of_another_origin_sends_by_fetch_and_by_beacon_and_others_may_not() throws IOException {
        HttpServer shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        shop.createContext("/", exchange -> {
            byte[] html = "<!doctype html><title>Shop</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        shop.start();
        try {
            String origin = "http://127.0.0.1:" + shop.getAddress().getPort();
            sending.sources().change(sending.browser().id(), "Our pages", List.of(Sending.SHOP, origin));
            page.navigate(origin + "/cups");

            assertThat(page.evaluate(FETCH, List.of(sending.url("/v1/track"), sending.browserKey(), "cors-1")))
                    .isEqualTo(1);
            assertThat(page.evaluate(BEACON, List.of(sending.url("/v1/page"), sending.browserKey(), "cors-2")))
                    .isEqualTo(true);
            page.waitForCondition(() -> isTaken("cors-2"));

            page.navigate(origin.replace("127.0.0.1", "localhost") + "/cups");
            assertThat(String.valueOf(
                            page.evaluate(FETCH, List.of(sending.url("/v1/track"), sending.browserKey(), "cors-3"))))
                    .contains("TypeError");
            page.evaluate(BEACON, List.of(sending.url("/v1/page"), sending.browserKey(), "cors-4"));
            page.navigate(origin + "/cups");
            page.evaluate(FETCH, List.of(sending.url("/v1/track"), sending.browserKey(), "cors-5"));
            assertThat(isTaken("cors-5")).isTrue();
            assertThat(isTaken("cors-3")).isFalse();
            assertThat(isTaken("cors-4")).isFalse();
        } finally {
            shop.stop(0);
        }
    }

    private static boolean isTaken(String id) {
        return sending.count("SELECT count(*) FROM history.message WHERE message_id = '" + id + "'") == 1;
    }

    @Test
    void the_pages_are_accessible_on_every_screen() {
        sending.batch(
                "{\"type\":\"track\",\"messageId\":\"look-1\",\"userId\":\"u\",\"event\":\"Signed Up\"}",
                "{\"type\":\"track\",\"messageId\":\"look-2\",\"event\":\"Nobody\"}");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase();
                page.navigate(sending.url("/sources"));
                look("sources" + on);
                page.navigate(sending.url("/sources/" + sending.server().id().value()));
                look("source" + on);
                page.navigate(sending.url("/events/quarantine"));
                look("quarantine" + on);
            }
        }
        page.navigate(sending.url("/sources/" + sending.browser().id().value()));
        look("source-browser");
    }

    private void open(int width, ColorScheme scheme) {
        visit = chromium.visitor(width, scheme, true);
        page = visit.newPage();
        page.navigate(sending.url(sending.bean(Members.class).signInLink()));
        page.waitForURL(sending.url("/"));
    }

    private void look(String name) {
        Chromium.look(page, name);
    }
}
