package valentine.conversation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.chat.Shop;
import valentine.db.TestDatabase;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.web.Chromium;

/// Two members in the inbox and a visitor on a page of another site, all at once.
class ChatTogetherWalkTest {
    /// An answer can be taken back for ten seconds before it leaves.
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    @AutoClose
    private final Shop shop = new Shop(url(""));

    private final Post post = new Post(application);
    private final List<BrowserContext> visits = new ArrayList<>();

    @AfterEach
    void everybody_leaves() {
        visits.forEach(BrowserContext::close);
    }

    @Test
    void members_and_a_visitor_see_each_other_come_write_and_read() {
        Page ada = member(post.member("Ada Lovelace", "member"), 1440, ColorScheme.LIGHT);
        Page ben = member(post.member("Ben Miller", "member"), 390, ColorScheme.DARK);
        ada.navigate(url("/inbox"));
        ada.waitForSelector("body[data-live-ready]");
        Page visitor = visitor();

        say(visitor, "Do the blue cups come back?");
        ada.locator(".talk-who").click();
        ben.navigate(ada.url());
        assertThat(ada.locator("#guest")).containsText("is in the chat now");
        assertThat(ben.locator("#guest")).containsText("is in the chat now");
        assertThat(visitor.locator("valentine-chat .you").first()).containsText("Seen");

        visitor.getByLabel("Your message").pressSequentially("And the");
        assertThat(ada.locator("#guest")).containsText("is writing …");
        assertThat(ben.locator("#guest")).containsText("is writing …");
        look(ada, "talk-guest-writes");
        look(ben, "talk-guest-writes-phone-dark");
        assertThat(ada.locator("#guest")).containsText("is in the chat now", PATIENTLY);

        noted(ada);
        visitor.getByLabel("Your message").fill("And the green ones?");
        visitor.keyboard().press("Enter");
        assertThat(ada.locator(".message.in")).hasCount(2);
        assertThat(dots(visitor)).isEmpty();

        visitor.locator("valentine-chat input[type=file]")
                .setInputFiles(file("broken cup.jpg", "image/jpeg", "a picture"));
        assertThat(ada.locator(".files a")).hasText("broken cup.jpg");
        assertThat(visitor.getByLabel("Save the file broken cup.jpg")).isVisible();

        ben.locator("[data-reply]").pressSequentially("Both do");
        assertThat(visitor.locator("valentine-chat .dots")).containsText("Ben is writing");
        assertThat(ada.locator("#present")).containsText("Ben Miller types here");
        look(visitor, "chat-we-write");
        ben.locator(".editor .btn-primary").first().click();
        assertThat(ben.locator(".editor .problem")).containsText("The customer wrote again while you were writing.");
        ben.locator(".editor-more summary").click();
        ben.locator("#files").setInputFiles(file("<b>prices.html", "text/html", "<script>alert(1)</script>"));
        ben.locator(".editor .btn-primary").first().click();
        assertThat(visitor.locator("valentine-chat .us")).containsText("Both do", PATIENTLY);
        look(visitor, "chat-files");
        assertThat(kept(visitor, "Save the file <b>prices.html")).isEqualTo("<script>alert(1)</script>");
        assertThat(kept(visitor, "Save the file broken cup.jpg")).isEqualTo("a picture");
        assertThat(ada.locator(".message.out")).containsText("Read", PATIENTLY);
        look(ada, "talk-guest-read");

        visitor.close();
        assertThat(ada.locator("#guest")).containsText("left the chat: today", PATIENTLY);
        assertThat(ben.locator("#guest")).containsText("left the chat: today", PATIENTLY);
        assertThat(shop.complaints()).as("complaints of the page").isEmpty();
    }

    /// A note is written, but nothing of it is for the visitor.
    private static void noted(Page page) {
        page.locator("h1").click();
        page.keyboard().press("n");
        page.waitForResponse(
                answer -> answer.url().endsWith("/draft"), () -> page.keyboard().type("She bought three in May"));
    }

    private Page visitor() {
        String key = "cups-of-the-sea";
        application
                .getBean(Connections.class)
                .connect(
                        Medium.CHAT,
                        "Cups",
                        "",
                        Map.of(
                                "key",
                                key,
                                "origins",
                                shop.origin(),
                                "greeting",
                                "Which cup may it be?",
                                "hours",
                                "always"),
                        Map.of(),
                        Actor.CONSOLE);
        shop.paste("<script async src=\"" + url("/chat/widget.js") + "\" data-chat=\"" + key + "\"></script>");
        BrowserContext visit = chromium.visitor(390, ColorScheme.LIGHT, true);
        visits.add(visit);
        Page page = shop.open(visit);
        page.getByLabel("Open the chat").click();
        Locator box = page.locator("valentine-chat .box");
        assertThat(box).containsText("Which cup may it be?");
        assertThat(box).containsText("We are here");
        return page;
    }

    private static void say(Page visitor, String text) {
        visitor.getByLabel("Your message").fill(text);
        visitor.keyboard().press("Enter");
    }

    private static FilePayload file(String name, String type, String content) {
        return new FilePayload(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String kept(Page page, String label) {
        Download download = page.waitForDownload(() -> page.getByLabel(label).click());
        try (InputStream content = download.createReadStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dots(Page visitor) {
        return visitor.locator("valentine-chat .dots").textContent();
    }

    private Page member(MemberId who, int width, ColorScheme scheme) {
        Member member = application.getBean(Members.class).one(who).orElseThrow();
        String session = application.getBean(Sessions.class).start(member, "Firefox on Linux", "password");
        BrowserContext visit = chromium.visitor(width, scheme, true);
        visit.addCookies(List.of(new Cookie("valentine", session).setUrl(url("/"))));
        visits.add(visit);
        return visit.newPage();
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
