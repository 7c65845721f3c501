package valentine.feed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
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
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.web.Chromium;

/// A customer's own blog on his page, as a member would add it, read it and end it.
class FeedWalkTest {
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";

    @AutoClose
    private static final Blog blog = new Blog();

    @AutoClose
    private static final TestDatabase database = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext application = Application.serve(
            database.open(), "127.0.0.1", 0, null, Map.of("valentine.allow-private-address", blog.place()));

    @AutoClose
    private static final Chromium chromium = new Chromium();

    @Test
    void a_blog_is_added_read_in_trouble_and_ended() {
        CustomerId anna = anna();
        blog.put("/feed.xml", """
                <?xml version="1.0"?><rss version="2.0"><channel><title>%s writes</title>
                <item><guid>1</guid><title>We moved <![CDATA[<script>alert(1)</script>]]></title>
                  <link>https://anna.example/moved</link><description>Two rooms more, and a kiln.</description></item>
                <item><guid>2</guid><title>Blue glazes</title><description>At last.</description></item>
                </channel></rss>""".formatted(LONG));
        try (BrowserContext desk = visit(1440, ColorScheme.LIGHT);
                BrowserContext phone = visit(390, ColorScheme.DARK)) {
            Page page = desk.newPage();
            page.navigate(url("/customers/" + anna.value()));
            assertThat(panel(page)).contains("Does this customer write a blog or a newsletter?");
            add(page, "http://169.254.169.254/latest");
            assertThat(page.locator(".notice")).containsText("Not added. 169.254.169.254 is an address inside");
            add(page, blog.url("/feed.xml"));
            assertThat(page.locator(".notice")).containsText("Added. It is read within a minute");
            assertThat(panel(page)).contains("Is read within a minute");

            read(page, "Blue glazes");
            assertThat(page.locator("main")).containsText("We moved");
            assertThat(panel(page)).contains(LONG + " writes").contains("Read today");
            look(page, "feed-read");

            blog.put("/feed.xml", 500, Map.of(), "");
            read(page, "500");
            look(page, "feed-trouble");
            Page small = phone.newPage();
            small.navigate(url("/customers/" + anna.value()));
            look(small, "feed-trouble-phone-dark");

            page.locator(".feeds button").click();
            assertThat(page.locator(".notice")).containsText("It is read no more.");
            assertThat(page.locator(".feeds")).hasCount(0);
            assertThat(page.locator("main")).containsText("Blue glazes");
        }
    }

    private static void add(Page page, String address) {
        page.getByLabel("Address of a feed").fill(address);
        page.getByText("Add the feed").click();
    }

    /// The next round is now.
    private static void read(Page page, String words) {
        page.waitForCondition(() -> {
            database.jdbc()
                    .sql("UPDATE feed.feed SET next_at = now() WHERE ended_at IS NULL")
                    .update();
            application.getBean(Rounds.class).run();
            page.reload();
            return page.locator("main").textContent().contains(words);
        });
    }

    private static String panel(Page page) {
        return page.locator("section[aria-labelledby=feeds-title]").textContent();
    }

    private static CustomerId anna() {
        return application
                .getBean(Identity.class)
                .resolve(List.of(new Mention(
                        List.of(Handle.id("C-1001").orElseThrow()),
                        Map.of("name", LONG),
                        Instant.now(),
                        Trust.SAID,
                        "shop")))
                .getFirst();
    }

    private static BrowserContext visit(int width, ColorScheme scheme) {
        Members members = application.getBean(Members.class);
        if (members.all().isEmpty()) members.addOwnerWithoutPassword("olga@shop.example", "Olga Owner");
        Member olga = members.all().getFirst();
        BrowserContext visit = chromium.visitor(width, scheme, true);
        String session = application.getBean(Sessions.class).start(olga, "Firefox on Linux", "password");
        visit.addCookies(List.of(new Cookie("valentine", session).setUrl(url("/"))));
        return visit;
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
