package valentine.transparency;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.transparency.Statement.Origin;
import valentine.web.Chromium;

/// Purposes, sensitive fields, consents and who looked, in a browser.
class PrivacyWalkTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private static int people;

    private final Identity identity = application.getBean(Identity.class);
    private final SensitiveFields fields = application.getBean(SensitiveFields.class);
    private final Consents consents = application.getBean(Consents.class);
    private final DataUses uses = application.getBean(DataUses.class);
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        fields.define(
                SensitiveKind.BIRTH_DATE,
                new PurposeKey("birthday"),
                members.all().getFirst());
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void a_purpose_is_registered_changed_and_how_it_stood_is_kept() {
        page.navigate(url("/settings/privacy/purposes"));
        page.locator("#key").fill("repairs");
        page.locator("#name").fill("Repairs");
        page.locator("#sentence").fill("We keep what you bought to repair it.");
        page.locator("#basis").selectOption("contract");
        page.locator("#retention").fill("Ten years");
        page.getByText("Register it").click();
        assertThat(page.locator("h1")).hasText("Repairs");

        page.locator("#sentence").fill("We keep what you bought, to repair it when it breaks.");
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#history + ul li")).hasCount(2);
        assertThat(page.locator("#history + ul")).containsText("Version 1, Olga Owner");
        assertThat(page.locator(".lead")).containsText("when it breaks");
    }

    @Test
    void a_sensitive_field_is_shown_closed_and_opened_with_a_reason_without_scripts_too() {
        CustomerId anna = anna();
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/customers/" + anna.value()));
        assertThat(page.locator("main")).not().containsText("1980-02-03");
        assertThat(page.locator("[aria-labelledby=privacy]")).containsText("to congratulate you");

        page.getByText("Open Birth date").click();
        page.locator("#reason-birth-date").fill("She asked what we have");
        page.getByText("Show it to me").click();
        assertThat(page.locator("#value")).hasValue("1980-02-03");

        page.navigate(url("/customers/" + anna.value() + "/uses"));
        assertThat(page.locator("ol.things"))
                .containsText("Olga Owner opened a sensitive field, for “Congratulating you”"
                        + " (Birth date: She asked what we have).");
        assertThat(page.locator("ol.things")).containsText("Olga Owner opened your name and addresses");
    }

    @Test
    void what_somebody_says_counts_at_once_and_gives_a_receipt() {
        CustomerId anna = anna();
        page.navigate(url("/customers/" + anna.value()));
        assertThat(page.locator("[aria-labelledby=privacy]")).containsText("nobody gave it for this way yet");
        page.getByText("Somebody told you something?").click();
        page.locator("#consent-purpose").selectOption("newsletter");
        page.locator("#consent-word").selectOption("given");
        page.locator("#consent-proof").fill("Said so at the counter");
        page.getByText("Keep it", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[aria-labelledby=privacy]")).containsText("“Newsletter” by e-mail: allowed");
        assertThat(consents.may(anna, new PurposeKey("newsletter"), Channel.EMAIL)
                        .isYes())
                .isTrue();

        String link = page.locator("a[href$='/receipt']").getAttribute("href");
        String receipt = page.request().get(url(link)).text();
        assertThat(receipt)
                .contains("dpv:ConsentReceipt", "dpv:ConsentGiven", "Said so at the counter", "dpv:hasNotice");
    }

    @Test
    void a_page_that_is_asked_for_again_under_its_number_is_one_use() {
        CustomerId anna = anna();
        int before = uses.of(anna, Long.MAX_VALUE, 100).size();
        var options = com.microsoft.playwright.options.RequestOptions.create().setHeader("X-Request-Id", "walk-0001");
        page.request().get(url("/customers/" + anna.value()), options);
        page.request().get(url("/customers/" + anna.value()), options);
        assertThat(uses.of(anna, Long.MAX_VALUE, 100)).hasSize(before + 1);

        page.request().get(url("/customers/" + anna.value()));
        assertThat(uses.of(anna, Long.MAX_VALUE, 100)).hasSize(before + 2);
    }

    @Test
    void every_page_is_looked_at() {
        CustomerId anna = anna();
        consents.say(new Statement(
                anna,
                new PurposeKey("offers"),
                Channel.ANY,
                ConsentWord.OBJECTED,
                MONDAY,
                Origin.CUSTOMER,
                "own page",
                "I do not want offers",
                "own page"));
        identity.resolve(List.of(mention("x-late", Map.of("maidenName", "Ünüvar", "bloodType", "A+"))));
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.close();
                open(width, scheme, true);
                String on = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                look("/settings/privacy/purposes", "purposes" + on);
                look("/settings/privacy/purposes/newsletter", "purpose" + on);
                look("/settings/privacy/fields", "fields" + on);
                look("/customers/" + anna.value(), "customer-privacy" + on);
                look("/customers/" + anna.value() + "/uses", "uses" + on);
            }
        }
    }

    private CustomerId anna() {
        people++;
        return identity.resolve(List.of(mention(
                        "anna-" + people, Map.of("name", "Anna Berg", "city", "Rome", "dateOfBirth", "1980-02-03"))))
                .getFirst();
    }

    private static Mention mention(String number, Map<String, Object> traits) {
        return new Mention(List.of(new Handle(Handle.Kind.EXTERNAL, number)), traits, MONDAY, Trust.SAID, "the shop");
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
