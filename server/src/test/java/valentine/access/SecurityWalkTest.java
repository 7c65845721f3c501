package valentine.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.bastiaanjansen.otp.TOTPGenerator;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// An owner, whom he invites, and how both keep their doors shut, in a browser.
class SecurityWalkTest {
    private static final String PASSWORD = "a long enough password";
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    @Test
    void an_owner_invites_a_viewer_and_both_keep_their_doors_shut() {
        try (BrowserContext office = chromium.visitor(1440, ColorScheme.LIGHT, true);
                BrowserContext phone = chromium.visitor(390, ColorScheme.DARK, true)) {
            Page owner = office.newPage();
            setUp(owner);
            String link = invite(owner);
            Page viewer = phone.newPage();
            join(viewer, link);
            onlyLooks(viewer);
            keys(owner);
            List<String> codes = app(viewer);
            recoveryCode(viewer, codes.getFirst());
            passkey(viewer);
            sessions(viewer);
            branchesAndRemoval(owner, viewer);
            audit(owner);
        }
    }

    private static void setUp(Page page) {
        page.navigate(url(application.getBean(Members.class).setUpLink().orElseThrow()));
        page.locator("#firm").fill("Meadow & Daughters");
        page.locator("#name").fill("Maja Meadow");
        page.locator("#email").fill("maja@example.com");
        page.locator("#password").fill(PASSWORD);
        button(page, "Start");
        page.waitForURL(url("/"));
    }

    private static String invite(Page page) {
        page.navigate(url("/settings/members"));
        look(page, "members-one");
        page.locator("input[value=viewer]").check();
        button(page, "Make a link");
        String link = page.locator("#link").inputValue();
        assertThat(link).startsWith(url("/invites/"));
        look(page, "members-invited");
        page.navigate(url("/settings/members"));
        assertThat(page.content()).doesNotContain(link);
        return link;
    }

    private static void join(Page page, String link) {
        page.navigate(link);
        assertThat(page.locator("h1")).hasText("Welcome to Meadow & Daughters");
        look(page, "invite-phone-dark");
        page.locator("#name").fill(LONG);
        page.locator("#email").fill("max@example.com");
        page.locator("#password").fill(PASSWORD);
        button(page, "Join");
        page.waitForURL(url("/"));
        page.navigate(link);
        assertThat(page.locator("h1")).hasText("This link is over");
    }

    private static void onlyLooks(Page page) {
        page.navigate(url("/settings"));
        page.waitForURL(url("/settings/me"));
        assertThat(page.locator(".settings a")).hasText(new String[] {"Sign-in"});
        assertThat(page.locator(".side nav a", new Page.LocatorOptions().setHasText("Import")))
                .hasCount(0);
        look(page, "me-phone-dark");
        page.navigate(url("/import"));
        assertThat(page.locator("h1")).hasText("This was not let through");
        page.navigate(url("/nowhere"));
        assertThat(page.locator("h1")).hasText("Nothing lives here");
    }

    private static void keys(Page page) {
        page.navigate(url("/settings/keys"));
        look(page, "keys-empty");
        page.locator("#name").fill("Monthly report");
        button(page, "Make a secret key");
        String key = page.locator("#made").inputValue();
        assertThat(key).startsWith("vs_");
        look(page, "keys-made");
        page.navigate(url("/settings/keys"));
        assertThat(page.content()).doesNotContain(key);
        button(page, "Revoke Monthly report");
        assertThat(page.locator("[data-row]")).containsText("Revoked today");
        look(page, "keys-revoked");
    }

    private static List<String> app(Page page) {
        page.navigate(url("/settings/me"));
        button(page, "Turn it on");
        TOTPGenerator generator =
                new TOTPGenerator.Builder(page.locator(".letters").textContent().replace(" ", "")).build();
        assertThat((Boolean) page.locator(".qr").evaluate("image => image.complete && image.naturalWidth > 0"))
                .isTrue();
        look(page, "me-app-phone-dark");
        page.locator("#code").fill("000000");
        button(page, "Turn it on");
        assertThat(page.locator(".problem[role=alert]").first()).containsText("not the code of now");
        page.locator("#code").fill(generator.at(Instant.now()));
        button(page, "Turn it on");
        assertThat(page.locator(".codes li")).hasCount(10);
        look(page, "me-codes-phone-dark");
        List<String> codes = page.locator(".codes li").allInnerTexts();

        signOut(page);
        password(page);
        assertThat(page.locator("h1")).hasText("One more step");
        look(page, "code-phone-dark");
        page.navigate(url("/customers"));
        assertThat(page.locator("h1")).hasText("Sign in");
        password(page);
        String code = generator.at(Instant.now().plusSeconds(30));
        page.locator("#code").fill(code);
        page.locator("form button").click();
        page.waitForURL(url("/"));
        signOut(page);
        password(page);
        page.locator("#code").fill(code);
        page.locator("form button").click();
        assertThat(page.locator(".problem")).containsText("used already");
        return codes;
    }

    private static void recoveryCode(Page page, String code) {
        page.locator("#code").fill(code);
        page.locator("form button").click();
        page.waitForURL(url("/"));
        page.navigate(url("/settings/me"));
        assertThat(page.getByText("9 recovery codes are left")).isVisible();
        signOut(page);
        password(page);
        page.locator("#code").fill(code);
        page.locator("form button").click();
        assertThat(page.locator(".problem")).isVisible();
        page.navigate(url("/sign-in"));
    }

    /// Passkeys belong to a name, so that this part goes to localhost.
    private static void passkey(Page page) {
        CDPSession devices = page.context().newCDPSession(page);
        devices.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject device = new JsonObject();
        device.add("options", options);
        devices.send("WebAuthn.addVirtualAuthenticator", device);

        page.navigate(local("/sign-in"));
        page.locator("#email").fill("maja@example.com");
        page.locator("#password").fill(PASSWORD);
        page.locator("form.card button").click();
        page.waitForURL(local("/"));
        page.navigate(local("/settings/me"));
        page.locator("#label").fill("Maja's phone");
        button(page, "Add a passkey");
        assertThat(page.getByText("Maja's phone").first()).isVisible();
        look(page, "me-passkey-phone-dark");
        page.locator("#label").fill("The same again");
        button(page, "Add a passkey");
        assertThat(page.getByText("This device has a passkey for you already.")).isVisible();

        signOut(page);
        look(page, "sign-in-phone-dark");
        button(page, "Sign in with a passkey");
        page.waitForURL(local("/"));
        page.navigate(local("/settings/me"));
        assertThat(page.locator("h1")).hasText("Maja Meadow");
        button(page, "Forget Maja's phone");
        assertThat(page.locator(".notice")).containsText("forgotten");
        signOut(page);
        button(page, "Sign in with a passkey");
        assertThat(page.locator(".problem:visible")).containsText("not known here");
    }

    private static void sessions(Page page) {
        page.navigate(url("/sign-in"));
        page.locator("#email").fill("maja@example.com");
        page.locator("#password").fill(PASSWORD);
        page.locator("form.card button").click();
        page.waitForURL(url("/"));
        page.navigate(url("/settings/me"));
        Locator ends = page.locator("form[action*='/sessions/'][action$='/ending']");
        assertThat(page.getByText("This one, since")).isVisible();
        assertThat(ends.first()).isVisible();
        longAgo(page);
        button(page, "Sign out everywhere else");
        assertThat(ends).hasCount(0);
        signOut(page);
    }

    /// Who signed in a while ago changes nothing about how he gets in before he has shown that it is he.
    private static void longAgo(Page page) {
        database.jdbc().sql("UPDATE team.session SET proved_at = 'epoch'").update();
        assertThat(page.locator("form[action='/settings/me/password']")).isVisible();
        page.locator("#password").fill("another long password");
        button(page, "Change it");
        assertThat(page.locator(".notice")).containsText("First show that it is you");
        assertThat(page.locator("form[action='/settings/me/app']")).hasCount(0);
        look(page, "me-long-ago-phone-dark");
        page.locator("#proof").fill("not my password");
        button(page, "Yes, it is me");
        assertThat(page.locator(".problem").first()).hasText("That is not your password.");
        page.locator("#proof").fill(PASSWORD);
        button(page, "Yes, it is me");
        assertThat(page.locator("form[action='/settings/me/app']")).hasCount(1);
    }

    private static void branchesAndRemoval(Page page, Page viewer) {
        page.navigate(url("/settings/members"));
        assertThat(page.locator("h1")).hasText("Sign in");
        page.locator("#email").fill("maja@example.com");
        page.locator("#password").fill(PASSWORD);
        page.locator("form.card button").click();
        page.waitForURL(url("/settings/members"));
        page.locator("#branch").fill("Harbour");
        button(page, "Add it");
        page.locator("summary", new Page.LocatorOptions().setHasText("Branches of " + LONG))
                .click();
        page.locator(".menu[open] input[type=checkbox]").check();
        button(page, "Save");
        assertThat(page.locator(".notice")).hasText("Saved.");
        look(page, "members-two");
        page.locator("summary", new Page.LocatorOptions().setHasText("Remove Maja Meadow"))
                .click();
        page.locator(".menu[open] button").click();
        assertThat(page.locator(".problem")).containsText("The last owner stays one");
        page.locator("summary", new Page.LocatorOptions().setHasText("Remove " + LONG))
                .click();
        page.locator(".menu[open] button").click();
        assertThat(page.locator(".things.card li")).hasCount(1);
        password(viewer);
        assertThat(viewer.locator(".problem").first()).containsText("do not belong together");
    }

    private static void audit(Page page) {
        page.navigate(url("/settings/audit"));
        assertThat(page.getByText("member removed")).isVisible();
        look(page, "audit");
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String name : List.of("audit", "members", "keys")) {
            page.navigate(url("/settings/" + name));
            look(page, name + "-phone-dark");
        }
    }

    private static void password(Page page) {
        page.navigate(url("/sign-in"));
        page.locator("#email").fill("max@example.com");
        page.locator("#password").fill(PASSWORD);
        page.locator("form.card button").click();
    }

    private static void button(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }

    private static void signOut(Page page) {
        page.navigate(page.url().replaceFirst("(://[^/]*).*", "$1/settings/me"));
        button(page, "Sign out here");
        page.waitForURL("**/sign-in");
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private static String local(String path) {
        return "http://localhost:" + port() + path;
    }

    private static int port() {
        return ((WebServerApplicationContext) application).getWebServer().getPort();
    }
}
