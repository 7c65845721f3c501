package valentine;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Directory;
import valentine.customer.Handle;
import valentine.customer.Person;
import valentine.db.TestDatabase;
import valentine.health.Scores;
import valentine.team.Members;
import valentine.web.Chromium;

/// The accounts in a browser: from none to one whose contacts stand together.
class AccountWalkTest {
    private static final String LONG = "Königlich Bayerische Gesellschaft für Briefpapier und Tinte mbH";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final JdbcClient jdbc = database.jdbc();

    @Test
    void people_of_one_company_share_a_page_a_history_and_a_standing() {
        application.getBean(Members.class).addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        Page page = open(1440, ColorScheme.LIGHT);
        page.navigate(url("/accounts"));
        assertThat(page.getByText("No companies yet")).isVisible();
        Chromium.look(page, "accounts-empty");

        for (int i = 0; i < 40; i++) {
            buys(person("S-" + i, "Somebody " + i, "", ""), 20 + 3 * i, 90 + 5 * i, 200 + 2 * i, 300 + i, 640 - i);
        }
        CustomerId karl = person("K-1", "Karl Kanzler", "karl@briefpapier.example", LONG);
        CustomerId lina = person("K-2", "Lina Lagerfeld", "lina@briefpapier.example", "");
        buys(karl, 5, 40, 75, 110, 300);
        buys(lina, 200, 260, 300);
        application.getBean(Scores.class).everybody();

        page.navigate(url("/accounts"));
        page.getByText(LONG).click();
        assertThat(page.getByText("One contact writes from")).isVisible();
        page.getByText("Yes, it is theirs").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("belongs to this account");
        assertThat(page.getByText("2 contacts.")).isVisible();
        page.getByLabel("Role of Karl Kanzler").fill("Chancellor");
        page.getByLabel("Role of Karl Kanzler").press("Enter");
        assertThat(page.getByLabel("Role of Karl Kanzler")).hasValue("Chancellor");
        page.getByLabel("Another domain").fill("gmail.com");
        page.getByText("Confirm", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Everybody can have an address");
        assertThat(page.locator(".entry")).hasCount(8);
        assertThat(page.locator(".entry").first()).containsText("Karl Kanzler");
        String account = page.url().replaceFirst("/domains.*", "");

        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                Page look = open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                look.navigate(account);
                Chromium.look(look, "account" + on);
                look.navigate(url("/accounts"));
                Chromium.look(look, "accounts" + on);
            }
        }
        Page plain = open(1440, ColorScheme.LIGHT);
        plain.navigate(account);
        plain.getByLabel("Release briefpapier.example").click();
        assertThat(plain.getByText("Lina Lagerfeld")).not().isVisible();
    }

    private CustomerId person(String id, String name, String email, String company) {
        Handle handle = Handle.id(id).orElseThrow();
        var known = application
                .getBean(Directory.class)
                .improve(List.of(new Person(handle, name, email, "", company, Map.of())));
        return Objects.requireNonNull(known.get(handle)).customer();
    }

    private void buys(CustomerId customer, int... daysAgo) {
        jdbc.sql("INSERT INTO history.source (name) VALUES ('till') ON CONFLICT DO NOTHING")
                .update();
        for (int days : daysAgo) {
            jdbc.sql("""
                    INSERT INTO history.interaction (customer, at, kind, title, amount, currency, source, message_id)
                    VALUES (:customer, :at, 'order', 'Order', 40, 'EUR', 1, gen_random_uuid()::text)
                    """)
                    .param("customer", customer.value())
                    .param(
                            "at",
                            java.sql.Timestamp.from(Clock.systemUTC().instant().minus(Duration.ofDays(days))))
                    .update();
        }
    }

    private Page open(int width, ColorScheme scheme) {
        BrowserContext visit = chromium.visitor(width, scheme, true);
        Page page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        page.waitForURL(url("/"));
        return page;
    }

    private static String url(String path) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) application).getWebServer())
                .getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
