package valentine.messenger;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.web.Chromium;

/// The set-up pages of messengers and webhooks in a browser, as an owner would use them.
class ChannelSetUpWalkTest {
    @AutoClose
    static final Vendor vendor = new Vendor();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(
            database.open(),
            "127.0.0.1",
            0,
            null,
            Map.of(
                    "valentine.allow-private-address",
                    vendor.place(),
                    "valentine.public-url",
                    "https://hearts.example.com"));

    @AutoClose
    static final Chromium chromium = new Chromium();

    @Test
    void an_owner_sets_up_each_messenger_and_reads_what_fails() {
        Members members = application.getBean(Members.class);
        members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        Connections connections = application.getBean(Connections.class);
        try (BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            Page page = signedIn(visit, members);
            page.navigate(url("/settings/channels/sms/new"));
            page.getByLabel("Our number").fill("030 1234567");
            page.getByLabel("Account SID").fill(Vendor.ACCOUNT);
            page.getByLabel("Auth token").fill("a-wrong-token");
            page.getByLabel("Address of the interface").fill(vendor.url());
            page.getByText("Set it up and try it").click();
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("write it as +49301234567");
            page.getByLabel("Our number").fill("+49301234567");
            page.getByLabel("Auth token").fill("a-wrong-token");
            page.getByText("Set it up and try it").click();
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("do not know this key");
            assertThat(page.locator("#copy-0")).containsText("https://hearts.example.com/hooks/sms/");
            Chromium.look(page, "channel-sms-trouble");
            page.getByLabel("Auth token").fill(Vendor.AUTH_TOKEN);
            page.getByText("Save and try it").click();
            assertThat(page.locator(".notice")).containsText("it works");
            assertThat(page.content()).doesNotContain(Vendor.AUTH_TOKEN);

            page.navigate(url("/settings/channels/telegram/new"));
            page.getByLabel("Name of the bot").fill("@ShopBot");
            page.getByLabel("Token").fill(Vendor.BOT_TOKEN);
            page.getByLabel("Address of the interface").fill(vendor.url());
            page.getByText("Set it up and try it").click();
            assertThat(page.locator(".notice")).containsText("it works");

            page.navigate(url("/settings/channels/webhook/new"));
            page.getByText("Set it up").click();
            assertThat(page.locator("#secret")).containsText("whsec_");
            assertThat(page.locator("#hook-url")).containsText("https://hearts.example.com/hooks/");
            Chromium.look(page, "channel-webhook-made");
            page.navigate(url("/settings/webhooks/new"));
            page.getByLabel("Name").fill("Our warehouse");
            page.getByLabel("Address").fill("http://127.0.0.1:5432/");
            page.getByLabel("A customer wrote").check();
            page.locator("main form .btn-primary").click();
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("--allow-private-address");
            page.getByLabel("Address").fill(vendor.url() + "/webhook");
            page.locator("main form .btn-primary").click();
            assertThat(page.locator("#secret")).containsText("whsec_");
            page.getByText("Send a test").click();
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.content()).doesNotContain("whsec_");
        }
        assertThat(connections.of(Medium.SMS)).hasSize(1);
        int sms = connections.of(Medium.SMS).getFirst().id().value();
        int hook = connections.of(Medium.WEBHOOK).getFirst().id().value();
        Map<String, String> views = Map.of(
                "sms-new", "/settings/channels/sms/new",
                "sms", "/settings/channels/sms/" + sms,
                "telegram-new", "/settings/channels/telegram/new",
                "whatsapp-new", "/settings/channels/whatsapp/new",
                "mastodon-new", "/settings/channels/mastodon/new",
                "webhook", "/settings/channels/webhook/" + hook,
                "webhooks", "/settings/webhooks",
                "webhooks-one", "/settings/webhooks/1");
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (BrowserContext visit = chromium.visitor(width, scheme, true)) {
                    Page page = signedIn(visit, members);
                    views.forEach((name, path) -> {
                        page.navigate(url(path));
                        Chromium.look(
                                page,
                                "channel-" + name + "-" + width + "-"
                                        + scheme.name().toLowerCase(Locale.ROOT));
                    });
                }
            }
        }
    }

    private static Page signedIn(BrowserContext visit, Members members) {
        Page page = visit.newPage();
        page.navigate(url(members.signInLink()));
        page.waitForURL(address -> !address.contains("/sign-in"));
        return page;
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
