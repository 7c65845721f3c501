package valentine.health;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// The front page, the Customers list and a customer's standing in a browser, as a member would use them.
class LoveWalkTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final JdbcClient jdbc = database.jdbc();
    private BrowserContext visit;
    private Page page;

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void from_an_empty_house_to_the_answer_and_the_people_behind_it() {
        application.getBean(Members.class).addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT);
        assertThat(page.getByText("Import a file")).isVisible();
        look("love-empty");
        page.navigate(url("/customers"));
        assertThat(page.getByText("Nobody is here yet")).isVisible();

        new Till(jdbc).shop(400);
        CustomerId silent = new Till(jdbc).customer("Nina Never");
        jdbc.sql("INSERT INTO customer.word (word, customer) SELECT lower(w), id FROM customer.customer, "
                        + "regexp_split_to_table(name, ' ') AS w")
                .update();
        application.getBean(Scores.class).everybody();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                assertThat(page.locator(".lead")).containsText("of 400 customers are in touch");
                assertThat(page.locator("[data-chart] svg")).isVisible();
                look("love" + on);
                page.getByText("As a table").click();
                page.getByText("All numbers").click();
                look("love-open" + on);
                page.navigate(url("/customers"));
                look("customers" + on);
                page.navigate(url("/customers/1"));
                look("standing" + on);
            }
        }

        visit.close();
        open(1440, ColorScheme.LIGHT);
        page.locator(".tile.gone-quiet").click();
        assertThat(page.locator("[data-row]").first()).containsText("gone quiet");
        page.locator("[rel=next]").click();
        assertThat(page.locator("[data-row]").first()).containsText("gone quiet");
        page.navigate(url("/customers"));
        String first = page.locator("[data-row] a").first().innerText();
        page.locator("[rel=next]").click();
        assertThat(page.locator("[data-row] a").first()).not().hasText(first);
        page.locator("#q").fill("never");
        assertThat(page.locator("[data-row]")).hasCount(1);
        assertThat(page.locator("[data-row]")).containsText("no order yet");
        assertThat(page.url()).contains("q=never");
        page.locator("#q").fill("zzz");
        assertThat(page.getByText("Nobody matches these filters.")).isVisible();
        for (String sort : List.of("name", "staying", "last", "value", "risk")) {
            for (String order : List.of("up", "down")) {
                page.navigate(url("/customers?sort=" + sort + "&order=" + order));
                assertThat(page.locator("[data-row]")).hasCount(CustomerList.PAGE);
                page.locator("[rel=next]").click();
                assertThat(page.locator("[data-row]")).hasCount(CustomerList.PAGE);
            }
        }
        page.navigate(url("/"));
        page.getByText("As a table").click();
        String came = page.locator("#pail-table td a").first().innerText();
        page.locator("#pail-table td a").first().click();
        assertThat(page.locator("[data-row]")).hasCount(Integer.parseInt(came));
        assertThat(silent.value()).isPositive();
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

    private void look(String name) {
        Chromium.look(page, name);
    }
}
