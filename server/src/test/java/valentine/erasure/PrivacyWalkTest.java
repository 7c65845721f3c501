package valentine.erasure;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import valentine.csv.Kind;
import valentine.customer.CustomerId;
import valentine.team.Members;
import valentine.web.Chromium;

/// What a person may ask of us, done by a member in a browser.
class PrivacyWalkTest {
    private static final String NAME = "Anna <i>Berg</i>";

    @AutoClose
    static final Keeping firm = new Keeping();

    @AutoClose
    static final Chromium chromium = new Chromium();

    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        Members members = firm.bean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void a_request_is_written_down_prolonged_and_answered_without_scripts() {
        CustomerId anna = comes("a1");
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/customers/" + anna.value()));
        page.getByText("See, hand over, correct or forget").click();
        page.locator("#kind").selectOption("access");
        page.locator("#received").fill("2025-01-31");
        page.locator("#note").fill("What do you <b>know</b> of me?");
        page.getByText("Start the clock").click();

        assertThat(page.locator("h1")).hasText("See what we keep");
        assertThat(page.locator(".lead")).containsText("Friday, 28 February 2025");
        assertThat(page.locator("blockquote")).hasText("What do you <b>know</b> of me?");
        note("extended", "We have to ask three archives");
        assertThat(page.locator(".notice")).containsText("had to be told within the first month");
        note("answered", "Sent as a zip file");
        assertThat(page.locator(".notice")).containsText("first make sure who asks");

        Requests requests = firm.bean(Requests.class);
        page.navigate(url("/settings/privacy/requests/"
                + requests.receive(anna, Request.Kind.ACCESS, Request.By.STAFF, "", java.time.Instant.now(), null)
                        .id()
                        .value()));
        note("extended", "");
        assertThat(page.locator(".notice")).containsText("write the reason");
        note("identity_checked", "By the code we sent to the address we know");
        note("extended", "We have to ask three archives");
        assertThat(page.locator(".notice")).containsText("tell them the reason today");
        assertThat(page.locator(".lead"))
                .containsText(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
                        .format(Clocks.due(requests.today(), true, _ -> false)));
        note("extended", "Once more");
        assertThat(page.locator(".notice")).containsText("That was noted before");
        note("answered", "Sent as a zip file");
        assertThat(page.locator(".lead")).containsText("Answered");
        assertThat(page.getByText("What did you do?")).not().isVisible();
        page.navigate(url("/settings/privacy/requests"));
        assertThat(page.locator("main")).containsText(NAME);
    }

    @Test
    void a_customer_is_handed_his_data_and_forgotten() throws Exception {
        CustomerId anna = comes("a2");
        page.navigate(url("/customers/" + anna.value() + "/data"));
        Download download =
                page.waitForDownload(() -> page.getByText("Download all of it").click());
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .contains("everything.json", "csv/handles.csv", "csv/interactions.csv");
        }
        page.getByText("See what would go").click();
        Chromium.look(page, "erasure-rehearsal");
        page.locator("#name").fill("Somebody else");
        page.getByText("Forget for ever").click();
        assertThat(page.locator("[role=alert]")).containsText("That is not the name");
        page.locator("#name").fill(NAME);
        page.getByText("Forget for ever").click();
        page.waitForURL("**/settings/privacy/erasures/*");
        // Waits for the one that is under way.
        firm.erasures().resume();
        page.reload();
        assertThat(page.locator("h1")).hasText("Forgotten");
        assertThat(page.locator(".certificate")).not().containsText("Anna");
        assertThat(page.locator("main")).containsText("It is the one that was written down");
        Chromium.look(page, "erasure-certificate");
        page.navigate(url("/customers/" + anna.value()));
        assertThat(page.locator("main")).not().containsText("Anna");

        page.navigate(url("/settings/privacy/erasures"));
        page.locator("#handle").fill("A2@example.com");
        page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[role=status]")).containsText("Kept out.");
        Chromium.look(page, "erasure-kept-out");
        page.locator("#why").fill("Opened a new account in the shop");
        page.getByText("Let in again").click();
        assertThat(page.locator(".notice")).containsText("Let in again.");
        assertThat(Files.readString(firm.database().folder().resolve(Journal.FILE)))
                .doesNotContainIgnoringCase("anna")
                .contains("lifted");
    }

    @Test
    void a_rule_of_retention_is_previewed_switched_on_kept_and_switched_off() {
        comes("a3");
        page.navigate(url("/settings/privacy/retention"));
        page.locator("#months-interactions").fill("12");
        page.locator("section:has(#rule-interactions) button").first().click();
        assertThat(page.locator("[role=status]")).containsText("would be let go");
        Chromium.look(page, "retention-preview");
        page.getByText("from tonight on").last().click();
        assertThat(page.locator(".notice")).containsText("Switched on");

        long young = firm.count("SELECT count(*) FROM history.interaction WHERE at >= now() - interval '12 months'");
        firm.bean(Retention.class).run();
        assertThat(firm.count("SELECT count(*) FROM history.interaction WHERE at < now() - interval '13 months'"))
                .isZero();
        assertThat(firm.count("SELECT count(*) FROM history.interaction")).isGreaterThanOrEqualTo(young);
        page.navigate(url("/settings/privacy/retention"));
        assertThat(page.locator("main")).containsText("What was let go");
        page.getByText("Switch off").first().click();
        assertThat(page.locator(".notice")).containsText("Switched off");
    }

    @Test
    void every_page_is_looked_at() {
        CustomerId anna = comes("a4");
        firm.bean(Requests.class)
                .receive(
                        anna,
                        Request.Kind.ERASURE,
                        Request.By.PORTAL,
                        "Please",
                        java.time.Instant.now().minus(java.time.Duration.ofDays(27)),
                        null);
        long request = firm.count("SELECT max(id) FROM erasure.request");
        look("");
        visit.close();
        open(1440, ColorScheme.DARK, true);
        look("-dark");
        visit.close();
        open(390, ColorScheme.LIGHT, true);
        look("-phone");
        for (String path : List.of("/customers/" + anna.value() + "/data", "/settings/privacy/requests/" + request)) {
            page.navigate(url(path));
            Chromium.look(page, "privacy-" + path.replaceAll("\\W+", "-") + "-phone");
        }
    }

    private void look(String how) {
        for (String path : List.of("", "/requests", "/erasures", "/retention", "/data-map", "/record")) {
            page.navigate(url("/settings/privacy" + path));
            Chromium.look(page, "privacy" + path.replace('/', '-') + how);
        }
    }

    private void note(String what, String words) {
        page.locator("input[value=" + what + "]").check();
        page.locator("#words").fill(words);
        page.getByText("Note it").click();
    }

    private CustomerId comes(String id) {
        firm.bring(Kind.CUSTOMERS, List.of("customer id,name,email", id + "," + NAME + "," + id + "@example.com"));
        firm.bring(
                Kind.INTERACTIONS,
                List.of(
                        "customer id,date,type,text",
                        id + ",2020-03-03,message_in,Hello from " + id,
                        id + ",2026-10-03,message_in,Hello again from " + id));
        return firm.customer(id);
    }

    private void open(int width, ColorScheme scheme, boolean scripts) {
        visit = chromium.visitor(width, scheme, scripts);
        page = visit.newPage();
        page.navigate(url(firm.bean(Members.class).signInLink()));
        if (!scripts) page.getByText("Sign in").last().click();
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        return firm.url(path);
    }
}
