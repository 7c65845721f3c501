package valentine.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// An owner sets up mail and the look; a customer asks for her page, reads it, corrects and leaves.
class OwnPageWalkTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Test
    void from_a_mail_server_to_a_page_of_her_own() throws Exception {
        application.getBean(Members.class).addOwnerWithoutPassword("maja@example.com", "Maja Meadow");
        application
                .getBean(Identity.class)
                .resolve(List.of(new Mention(
                        List.of(
                                Handle.id("C-1").orElseThrow(),
                                Handle.email("zoe@example.com").orElseThrow(),
                                Handle.phone("+44 20 7946 0000").orElseThrow()),
                        Map.of(
                                "name",
                                "Zoë " + "Longname".repeat(6),
                                "favourite_tea",
                                "שלום Earl Grey",
                                "city",
                                "York"),
                        Instant.now(),
                        Trust.SAID,
                        "Shop")));
        post.start();
        try (BrowserContext desk = chromium.visitor(1440, ColorScheme.LIGHT, true);
                BrowserContext phone = chromium.visitor(390, ColorScheme.DARK, true)) {
            owner(desk.newPage());
            customer(phone.newPage());
            staff(desk.pages().getFirst());
        } finally {
            post.stop();
        }
    }

    private void owner(Page page) {
        page.navigate(url(application.getBean(Members.class).signInLink()));
        page.waitForURL(url("/"));
        page.navigate(url("/outbox"));
        assertThat(page.getByText("No mail server is set up.")).isVisible();
        look(page, "outbox-empty");
        page.navigate(url("/settings/mail"));
        page.locator("#sender").fill("hello@shop.example");
        page.locator("#host").fill("127.0.0.1");
        page.locator("input[name=security][value=none]").check();
        page.locator("#port").fill(Integer.toString(post.getSmtp().getPort()));
        look(page, "mail-settings");
        button(page, "Save");
        assertThat(page.locator(".notice")).containsText("Saved");
        button(page, "Send me a test letter");
        page.waitForURL("**/outbox/*");
        page.waitForCondition(() -> post.getReceivedMessages().length == 1);
        page.reload();
        page.waitForCondition(() -> {
            page.reload();
            return page.locator(".head .band").textContent().contains("Gone");
        });
        look(page, "letter");
        page.navigate(url("/settings/look"));
        page.locator("#accent").fill("#2b6cb0");
        look(page, "look");
        button(page, "Save");
        assertThat(page.locator(".notice")).containsText("Saved");
    }

    private void customer(Page page) throws Exception {
        page.navigate(url("/me"));
        look(page, "me-ask-phone-dark");
        page.locator("#email").fill("zoe@example.com");
        button(page, "Send me a link");
        look(page, "me-asked-phone-dark");
        page.waitForCondition(() -> post.getReceivedMessages().length == 2);
        page.navigate(link());
        look(page, "me-door-phone-dark");
        button(page, "Open my page");
        assertThat(page.locator("h1")).containsText("Hello Zoë");
        assertThat(page.url()).isEqualTo(url("/me"));
        look(page, "me-phone-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        look(page, "me-phone");
        page.setViewportSize(1440, 900);
        look(page, "me");
        page.locator("#field").selectOption("phone");
        page.locator("#said").fill("+44 20 7946 0001");
        button(page, "Tell us");
        assertThat(page.locator(".notice")).containsText("One of us looks at it");
        page.locator("[name=sure]").check();
        button(page, "Ask to be forgotten");
        assertThat(page.locator("#rights + ul")).containsText("we answer by");
        look(page, "me-asked-for");
        button(page, "Close my page");
        page.navigate(url("/me"));
        assertThat(page.locator("#email")).isVisible();
    }

    private void staff(Page page) {
        page.navigate(url("/customers/"
                + application
                        .getBean(valentine.customer.Handles.class)
                        .owner(Handle.id("C-1").orElseThrow())
                        .orElseThrow()
                        .value()));
        assertThat(page.getByText("The customer says on the own page")).isVisible();
        look(page, "customer-own-page");
        button(page, "Accept Phone");
        assertThat(page.locator(".notice")).containsText("Answered");
        button(page, "Make a link");
        assertThat(page.locator("#link").inputValue()).contains("/me/");
        look(page, "own-page-link");
        page.navigate(url("/outbox"));
        assertThat(page.locator("[data-row]")).hasCount(2);
        assertThat(page.content()).doesNotContain("/me/");
        look(page, "outbox");
        page.locator("[data-row] a").first().click();
        assertThat(page.getByText("it is shown to nobody here")).isVisible();
        look(page, "letter-with-a-key");
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String path : List.of("outbox", "settings/mail", "settings/look")) {
            page.navigate(url("/" + path));
            look(page, path.replace('/', '-') + "-phone-dark");
        }
    }

    private String link() throws Exception {
        MimeMultipart both = (MimeMultipart) post.getReceivedMessages()[1].getContent();
        Matcher link = Pattern.compile("http://\\S+/me/\\S+")
                .matcher((String) both.getBodyPart(0).getContent());
        assertThat(link.find()).isTrue();
        assertThat((String) both.getBodyPart(1).getContent()).contains("#2b6cb0");
        return link.group();
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
