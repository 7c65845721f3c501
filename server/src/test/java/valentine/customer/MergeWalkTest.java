package valentine.customer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// Putting customers together and taking them apart in a browser.
class MergeWalkTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final String SCRIPT = "<script>document.title='taken'</script>";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private static int test;

    private final Identity identity = application.getBean(Identity.class);
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        test++;
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void two_are_compared_put_together_and_taken_back() {
        CustomerId anna = anna();
        CustomerId ann = ann();
        page.navigate(url("/customers/" + anna.value()));
        page.getByText("Same as somebody else?").click();
        page.locator("#q").fill("ann bergmann");
        page.getByText("Find", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        page.getByText("Compare").last().click();
        assertThat(page.locator("h1")).hasText("Are these two the same customer?");
        assertThat(page.getByText("Both say plan: gold")).isVisible();
        page.locator("input[name='field.city'][value=two]").check();
        page.getByText("They are the same").click();

        assertThat(page.locator("h1")).hasText("Anna Berg");
        assertThat(page.locator(".traits")).containsText("Zürich");
        assertThat(page.locator("#known")).isVisible();
        page.navigate(url("/customers/" + ann.value()));
        assertThat(page.url()).isEqualTo(url("/customers/" + anna.value()));

        page.getByText("Undo with").first().click();
        assertThat(page.locator(".notice")).hasText("Taken back: everything is as it was.");
        assertThat(page.locator(".traits")).not().containsText("Zürich");
        page.navigate(url("/customers/" + ann.value()));
        assertThat(page.locator("h1")).hasText("Ann Bergmann");
    }

    @Test
    void a_handle_that_is_not_theirs_is_parted_and_brought_back_without_scripts() {
        CustomerId anna = anna();
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/customers/" + anna.value()));
        page.locator(".ties button").first().click();

        assertThat(page.locator("[data-toast]")).containsText("They are kept apart now.");
        assertThat(page.locator(".handles")).not().containsText("@example.org");
        page.locator("[data-undo]").click();
        assertThat(page.locator(".handles")).containsText("@example.org");
    }

    @Test
    void what_was_said_is_text_and_can_be_asked_as_of_a_day() {
        CustomerId odd =
                said(Map.of("name", SCRIPT, SCRIPT, SCRIPT, "long", "word".repeat(200)), MONDAY, "x:odd" + test);
        said(Map.of("city", "Later"), MONDAY.plusSeconds(500_000), "x:odd" + test);
        page.navigate(url("/customers/" + odd.value() + "?as-of=2026-03-03"));
        assertThat(page.locator(".traits")).containsText(SCRIPT);
        assertThat(page.locator(".traits")).not().containsText("Later");
        page.navigate(url("/customers/" + odd.value()));
        assertThat(page.locator(".traits")).containsText("Later");
        assertThat(page.locator("main script").count()).isZero();
        page.navigate(url("/customers/" + odd.value() + "?as-of=0000-00-00"));
        assertThat(page.locator("h1")).hasText(SCRIPT);
    }

    @Test
    void every_page_is_looked_at() {
        CustomerId anna = anna();
        CustomerId ann = ann();
        CustomerId other = said(
                Map.of("name", "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill"), MONDAY, "x:max" + test);
        Merges merges = application.getBean(Merges.class);
        Evidence evidence = Evidence.of("The same name and the same street", "Both wrote from the same device");
        merges.same(anna, other, evidence, null, Map.of());
        merges.different(anna, said(Map.of("name", "Anna Bergh"), MONDAY, "x:bergh" + test), evidence, null);
        identity.resolve(IntStream.range(0, 60)
                .mapToObj(i -> mention(Map.of(), MONDAY, "x:staff" + test + "-" + i, "e:info@example.org"))
                .toList());
        identity.resolve(IntStream.range(0, 8)
                .mapToObj(i -> mention(Map.of(), MONDAY, "x:anna" + test, "e:anna-" + test + "-" + i + "@example.org"))
                .toList());
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.close();
                open(width, scheme, true);
                String on = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                look("/customers/" + anna.value(), "customer-known" + on);
                look("/customers/" + anna.value() + "/merge?q=ann", "merge-find" + on);
                look("/customers/" + anna.value() + "/merge?q=nobodyatall", "merge-nobody" + on);
                look("/customers/" + anna.value() + "/merge?with=" + ann.value(), "merge" + on);
                look("/customers/alarms", "alarms" + on);
            }
        }
    }

    private CustomerId anna() {
        return said(
                Map.of("name", "Anna Berg", "city", "Rome", "plan", "gold", "שם", "אנה"),
                MONDAY.plusSeconds(60),
                "x:anna" + test,
                "e:anna" + test + "@example.org");
    }

    private CustomerId ann() {
        return said(
                Map.of("name", "Ann Bergmann", "city", "Zürich", "company", "Berg & Sons", "plan", "gold"),
                MONDAY,
                "x:ann" + test,
                "p:+4155501234" + test);
    }

    private CustomerId said(Map<String, Object> traits, Instant at, String... handles) {
        return identity.resolve(List.of(mention(traits, at, handles))).getFirst();
    }

    private static Mention mention(Map<String, Object> traits, Instant at, String... handles) {
        return IdentityTest.mention(Trust.SAID, at, traits, List.of(), handles);
    }

    private void look(String path, String name) {
        page.navigate(url(path));
        Chromium.look(page, name);
    }

    private void open(int width, ColorScheme scheme, boolean scripts) {
        visit = chromium.visitor(width, scheme, scripts);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        if (!scripts) page.getByText("Sign in").last().click();
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
