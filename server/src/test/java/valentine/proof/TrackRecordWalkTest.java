package valentine.proof;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.Application;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.health.Scores;
import valentine.health.Till;
import valentine.team.Members;
import valentine.web.Chromium;

/// The track record, and customers who looked like one, in a browser.
class TrackRecordWalkTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private BrowserContext visit;
    private Page page;

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void from_an_empty_house_to_how_often_we_were_right() {
        application.getBean(Members.class).addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT);
        page.navigate(url("/track-record"));
        assertThat(page.locator(".lead")).containsText("not known yet");
        Chromium.look(page, "track-record-empty");

        CustomerId longName = application.getBean(TransactionTemplate.class).execute(_ -> shop());
        application.getBean(Scores.class).everybody();
        page.navigate(url("/track-record"));
        // It begins by itself; the button does no harm.
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Work it out now"));
        if (button.isVisible()) button.click();
        assertThat(page.getByText("Against simpler ways"))
                .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                        .setTimeout(60_000));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                page.navigate(url("/track-record"));
                assertThat(page.locator("[data-chart] svg")).hasCount(2);
                Chromium.look(page, "track-record" + on);
                page.navigate(url("/customers/" + longName.value()));
                assertThat(page.locator("#alike")).isVisible();
                Chromium.look(page, "alike-panel" + on);
                page.getByText("Customers who looked like this one").click();
                assertThat(page.locator("h1")).containsText("Customers who looked like");
                Chromium.look(page, "alike" + on);
            }
        }
        assertThat(page.locator("tbody tr").count()).isBetween(10, 30);
    }

    /// All of it at once, or the first track record would be that of a part.
    private static CustomerId shop() {
        Till till = new Till(application.getBean(JdbcClient.class));
        till.shop(400);
        CustomerId longName = till.customer("Maximiliane Wolfeschlegelsteinhausenbergerdorff of Lower Saxony");
        for (int ago = 20; ago < 700; ago += 45) till.order(longName, ago, 40);
        return longName;
    }

    private void open(int width, ColorScheme scheme) {
        visit = chromium.visitor(width, scheme, true);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
