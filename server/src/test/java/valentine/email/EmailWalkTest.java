package valentine.email;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// An owner sets up an address; a mail with rich words comes in and is shown where it can do nothing.
class EmailWalkTest {
    private static final String ALLOW = "valentine.allow-private-address";
    private static final String RICH = """
            From: Zoe <zoe@example.com>
            To: support@shop.example
            Subject: Rich
            Message-ID: <rich@example.com>
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html

            <p id=said>Hello <script>document.title = 'evil'</script><img src="https://spy.example/p.png" alt=Spring></p>
            --b
            Content-Type: text/html
            Content-Disposition: attachment; filename="evil.html"

            <script>alert(1)</script>
            --b--
            """;

    @Test
    void from_an_address_to_a_mail_in_a_frame() throws Exception {
        GreenMail post = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        post.start();
        int imap = post.getImap().getPort();
        int smtp = post.getSmtp().getPort();
        System.setProperty(ALLOW, "127.0.0.1:" + imap + ",127.0.0.1:" + smtp);
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);
                Chromium chromium = new Chromium();
                BrowserContext desk = chromium.visitor(1440, ColorScheme.LIGHT, true);
                BrowserContext phone = chromium.visitor(390, ColorScheme.DARK, true)) {
            var user = post.setUser("support@shop.example", "support", "secret");
            post.getManagers()
                    .getImapHostManager()
                    .getInbox(user)
                    .appendMessage(
                            new MimeMessage(
                                    Session.getInstance(new Properties()),
                                    new ByteArrayInputStream(
                                            RICH.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))),
                            new Flags(),
                            new Date());
            Members members = application.getBean(Members.class);
            members.addOwnerWithoutPassword("maja@example.com", "Maja Meadow");
            String url = "http://127.0.0.1:"
                    + ((WebServerApplicationContext) application).getWebServer().getPort();

            Page page = desk.newPage();
            page.navigate(url + members.signInLink());
            page.waitForURL(url + "/");
            setUp(page, url, imap, smtp);
            page.waitForCondition(() -> database.jdbc()
                            .sql("SELECT count(*) FROM channel.arrival")
                            .query(Integer.class)
                            .single()
                    == 1);
            shown(page, url);

            Page small = phone.newPage();
            small.navigate(url + members.signInLink());
            small.waitForURL(url + "/");
            small.navigate(url + "/settings/channels/email/1");
            look(small, "email-connection-phone-dark");
        } finally {
            System.clearProperty(ALLOW);
            post.stop();
        }
    }

    private static void setUp(Page page, String url, int imap, int smtp) {
        page.navigate(url + "/settings/channels/email/new");
        look(page, "email-new");
        page.locator("#address").fill("support@shop.example");
        button(page, "Go on");
        assertThat(page.locator("#imap-host")).hasValue("imap.shop.example");
        look(page, "email-form");
        for (String service : new String[] {"imap", "smtp"}) {
            page.locator("#" + service + "-host").fill("127.0.0.1");
            page.locator("#" + service + "-port").fill(Integer.toString(service.equals("imap") ? imap : smtp));
            page.locator("#" + service + "-security").selectOption("none");
            page.locator("#" + service + "-user").fill("support");
        }
        page.locator("#imap-password").fill("wrong");
        page.locator("#from").selectOption("all");
        button(page, "Save and try it");
        assertThat(page.locator(".problem")).containsText("does not accept the user name and password");
        look(page, "email-trouble");
        page.locator("#imap-password").fill("secret");
        page.locator("#smtp-password").fill("secret");
        button(page, "Save and try it");
        assertThat(page.locator(".notice")).containsText("it works both ways");
        button(page, "Make a key");
        assertThat(page.locator("#record-name")).hasValue("valentine._domainkey.shop.example");
        assertThat(page.content()).doesNotContain("secret\"");
        look(page, "email-connection");
    }

    private static void shown(Page page, String url) {
        APIResponse html = page.request().get(url + "/email/arrivals/1/html");
        assertThat(html.headers().get("content-security-policy"))
                .contains("sandbox allow-popups", "default-src 'none'", "img-src data:;", "frame-ancestors 'self'");
        assertThat(html.text())
                .contains("1 picture from elsewhere is not shown")
                .doesNotContain("<script", " src=\"https://spy.example");
        APIResponse pictures = page.request().get(url + "/email/arrivals/1/html?pictures=yes");
        assertThat(pictures.text()).contains(" src=\"https://spy.example/p.png\"");
        APIResponse file = page.request().get(url + "/attachments/1");
        assertThat(file.headers().get("content-disposition")).startsWith("attachment");
        assertThat(file.headers().get("content-type")).isEqualTo("application/octet-stream");
        assertThat(file.headers().get("x-content-type-options")).isEqualTo("nosniff");

        page.navigate(url + "/inbox/1");
        page.locator(".foreign summary").click();
        assertThat(page.frameLocator(".foreign iframe").locator("body")).containsText("Hello");
        // Axe waits for ever for a frame in which no script may run.
        page.evaluate("document.querySelector('.foreign iframe').remove()");
        look(page, "email-shown");
        assertThat(page.title()).doesNotContain("evil");
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
