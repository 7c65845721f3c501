package valentine.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.db.TestDatabase;
import valentine.team.Keys;
import valentine.web.Chromium;

/// The description of the API in a browser, and a question asked from it with a key.
class DocsWalkTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    @Test
    void a_developer_reads_it_and_tries_it() {
        String key = application
                .getBean(Keys.class)
                .make(Keys.Purpose.SECRET, "a reader", Actor.CONSOLE)
                .text();
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                try (BrowserContext visit = chromium.visitor(width, scheme, true)) {
                    Page page = visit.newPage();
                    List<String> complaints = new ArrayList<>();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")) complaints.add(message.text());
                    });
                    List<String> foreign = new ArrayList<>();
                    page.onRequest(request -> {
                        if (!request.url().startsWith("http://127.0.0.1:" + port)
                                && !request.url().startsWith("data:")) foreign.add(request.url());
                    });
                    page.navigate("http://127.0.0.1:" + port + "/api/docs");
                    assertThat(page.locator("#operations-Reading-customers")).isVisible();
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/screenshots/api-docs-" + width + "-" + scheme + ".png"))
                            .setFullPage(true));
                    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .isTrue();
                    // Headings and landmarks are Swagger UI's own affair.
                    assertThat(Chromium.axe(page)
                                    .disableRules(List.of("heading-order", "region"))
                                    .analyze()
                                    .getViolations()
                                    .stream()
                                    .flatMap(rule -> rule.getNodes().stream()
                                            .map(node -> rule.getId() + " " + node.getTarget() + node.getAny())))
                            .isEmpty();
                    ask(page, key);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/screenshots/api-docs-asked-" + width + "-" + scheme + ".png"))
                            .setFullPage(true));
                    assertThat(complaints).isEmpty();
                    assertThat(foreign).isEmpty();
                }
            }
        }
    }

    private static void ask(Page page, String key) {
        page.locator(".btn.authorize").first().click();
        Locator secret =
                page.locator(".modal-ux .auth-container").filter(new Locator.FilterOptions().setHasText("secretKey"));
        secret.locator("input").fill(key);
        secret.locator(".btn.authorize").click();
        secret.locator(".btn-done").click();
        page.locator("#operations-Reading-customers .opblock-summary-control").click();
        page.locator("#operations-Reading-customers .try-out__btn").click();
        page.locator("#operations-Reading-customers .execute").click();
        Locator answer =
                page.locator(".live-responses-table tbody .response-col_status").first();
        assertThat(answer).containsText("200");
    }
}
