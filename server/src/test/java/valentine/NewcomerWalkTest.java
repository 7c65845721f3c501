package valentine;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.db.TestDatabase;
import valentine.simulation.Simulation;
import valentine.team.Members;
import valentine.web.Chromium;

/// The first hour of a shop owner, in a browser: from the set-up link to what to do today.
class NewcomerWalkTest {
    private static final String SCRIPT = "<script>document.title='taken'</script>";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    @TempDir
    Path folder;

    @Test
    void from_the_set_up_link_to_what_to_do_today() throws IOException {
        String link = url(application.getBean(Members.class).setUpLink().orElseThrow());
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Page page = visit.newPage();
            setUp(page, link);
            bring(page, orders());
            page.navigate(url("/"));
            page.waitForCondition(() -> {
                page.reload();
                return page.locator(".tile").count() == 4;
            });
            assertThat(page.locator(".lead")).containsText("customers are in touch");
            look(page, "newcomer-love");

            page.locator(".side nav a", new Page.LocatorOptions().setHasText("Customers"))
                    .click();
            page.locator("#q").fill("cafe");
            assertThat(page.locator("[data-row]")).hasCount(1);
            page.locator("[data-row] a").first().click();
            assertThat(page.locator("h1")).hasText("Café " + SCRIPT);
            assertThat(page.locator(".timeline")).containsText("Order");
            look(page, "newcomer-customer");

            page.keyboard().press("g");
            page.keyboard().press("t");
            page.waitForURL(url("/today"));
            assertThat(page.locator("#today h2").first()).hasText("Whom to attend to first");
            look(page, "newcomer-today");

            page.keyboard().press("Shift+?");
            assertThat(page.locator("#keys")).isVisible();
            page.keyboard().press("Escape");
            page.navigate(url("/settings"));
            page.locator("#horizonDays").fill("3");
            page.evaluate("document.querySelector('#horizonDays').form.noValidate = true");
            page.getByText("Save").click();
            assertThat(page.locator(".problem")).containsText("from 7 to 1,095");
            look(page, "newcomer-settings");

            page.locator(".side-foot").getByText("Sign out").click();
            page.waitForURL(url("/sign-in"));
        }
        passwordOpensOnlyWhenRight();
        linkIsOver(link);
    }

    private void setUp(Page page, String link) {
        page.navigate(link);
        assertThat(page.locator("#zone")).hasValue(ZoneId.systemDefault().getId());
        look(page, "newcomer-set-up");
        page.locator("#firm").fill("Meadow & Daughters");
        page.locator("#name").fill("Maja Meadow");
        page.locator("#email").fill("Maja@Example.com");
        page.locator("#password").fill("short");
        page.evaluate("document.querySelector('#password').form.noValidate = true");
        page.getByText("Start").click();
        assertThat(page.locator(".problem")).containsText("at least 10 characters");
        page.locator("#password").fill("a long enough password");
        page.getByText("Start").click();
        page.waitForURL(url("/"));
        assertThat(page.getByText("Import a file")).isVisible();
        look(page, "newcomer-empty");
    }

    private static void bring(Page page, Path file) {
        page.navigate(url("/import"));
        look(page, "newcomer-import");
        page.locator("#file").setInputFiles(file);
        page.getByText("Look at it").click();
        assertThat(page.locator("#customer")).hasValue("customer");
        assertThat(page.locator("#date")).hasValue("date");
        look(page, "newcomer-mapping");
        page.getByText("Bring it in").click();
        page.locator("#import .tile").first().waitFor();
        assertThat(page.locator("#import")).containsText("does not exist");
        look(page, "newcomer-result");
        assertThat((String) page.evaluate("fetch(document.querySelector('a[download]').href).then(r => r.text())"))
                .contains("2026-02-31")
                .contains("refused_because");
    }

    private static void passwordOpensOnlyWhenRight() {
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.DARK, false)) {
            Page page = visit.newPage();
            page.navigate(url("/customers"));
            assertThat(page.locator("h1")).hasText("Sign in");
            page.locator("#email").fill("maja@example.com");
            page.locator("#password").fill("not the password");
            page.locator("form button").click();
            assertThat(page.locator(".problem")).containsText("do not belong together");
            page.locator("#password").fill("a long enough password");
            page.locator("form button").click();
            page.waitForURL(url("/customers"));
        }
    }

    private static void linkIsOver(String link) {
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.LIGHT, true)) {
            Page page = visit.newPage();
            page.navigate(link);
            assertThat(page.locator("h1")).hasText("This link is over");
            look(page, "newcomer-link-over");
        }
    }

    /// The orders of a simulated shop, and some of somebody with an awkward name.
    private Path orders() throws IOException {
        new Simulation(150, 24, 5, LocalDate.now().minusDays(1)).write(folder);
        List<String> simulated = Files.readAllLines(folder.resolve("orders.csv"));
        assertThat(simulated.getFirst()).isEqualTo("order,customer,date,product,quantity,unit_price,currency");
        List<String> lines = new ArrayList<>(List.of(simulated.getFirst() + ",customer_name"));
        for (int month = 1; month <= 6; month++) {
            lines.add("x" + month + ",odd,2026-0" + month + "-05T10:00,Tea,1,12.50,EUR,\"Café " + SCRIPT + "\"");
        }
        lines.add("x7,odd,2026-02-31T10:00,Tea,1,12.50,EUR,");
        simulated.stream().skip(1).map(line -> line + ",").forEach(lines::add);
        Path file = folder.resolve("our orders.csv");
        Files.write(file, lines);
        return file;
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
