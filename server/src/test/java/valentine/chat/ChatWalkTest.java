package valentine.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import valentine.audit.Actor;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.team.Members;
import valentine.web.Chromium;

/// A visitor talks from a page of another site, whose style is hostile and whose policy is strict.
class ChatWalkTest {
    @AutoClose
    static final Room room = new Room();

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final Shop shop = new Shop(room.url(""));

    @BeforeAll
    static void somebody_works_here() {
        room.bean(Members.class).addOwnerWithoutPassword("maja@example.com", "Maja Meadow");
    }

    @AfterEach
    void the_shop_closes() {
        shop.close();
    }

    @Test
    void a_visitor_is_answered_in_the_chat_and_loses_nothing_in_a_tunnel() throws IOException {
        try (BrowserContext desk = chromium.visitor(1440, ColorScheme.LIGHT, true);
                BrowserContext visit = chromium.visitor(1440, ColorScheme.LIGHT, true)) {
            setUp(desk.newPage());
            Page page = talk(visit);
            reload(page);
            offline(visit, page);
            assertThat(shop.complaints()).as("complaints of the page").isEmpty();
        }
    }

    @Test
    void who_finds_nobody_leaves_his_address_and_is_answered_there() {
        room.connect("away", shop.origin(), Map.of());
        shop.paste("<script async src=\"" + room.url("/chat/widget.js") + "\" data-chat=\"away\"></script>");
        room.jdbc().sql("DELETE FROM team.session").update();
        room.bean(Widgets.class).changed();
        try (BrowserContext visit = chromium.visitor(390, ColorScheme.DARK, true)) {
            Page page = shop.open(visit);
            page.getByLabel("Open the chat").click();
            assertThat(box(page)).containsText("Nobody is here just now.");
            assertThat(box(page)).containsText("Leave your e-mail, and we answer there.");
            look(page, "chat-away-phone-dark");
            write(page, "Do you deliver to the islands?");
            assertThat(page.locator("valentine-chat .word")).containsText("Please leave an e-mail address");
            assertThat(page.getByLabel("Your e-mail")).isFocused();
            look(page, "chat-away-no-address");
            page.getByLabel("Your name").fill("Nils");
            page.getByLabel("Your e-mail").fill("nils@example.com");
            page.getByLabel("Send").click();
            assertThat(page.locator("valentine-chat .word")).containsText("We answer to nils@example.com.");
            page.waitForCondition(() -> stored("Do you deliver to the islands?") == 1);
            assertThat(page.getByLabel("Your e-mail")).isHidden();
            look(page, "chat-away-thanks");
        }
        room.bean(Connections.class)
                .connect(Medium.EMAIL, "Post", "hello@shop.example", Map.of(), Map.of(), Actor.CONSOLE);
        room.answer("Do you deliver to the islands?", "We do, by the Tuesday boat.");
        assertThat(letter("nils@example.com")).startsWith("Hello Nils,").contains("by the Tuesday boat.");
        assertThat(shop.complaints()).as("complaints of the page").isEmpty();
    }

    @Test
    void the_widget_is_small() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            Files.copy(Path.of("src/main/resources/static/chat/widget.js"), out);
        }
        assertThat(packed.size()).isLessThan(15 * 1024);
    }

    private void setUp(Page page) {
        page.navigate(room.url(room.bean(Members.class).signInLink()));
        page.waitForURL(room.url("/"));
        page.navigate(room.url("/settings/channels/chat/new"));
        page.getByLabel("On which sites does it stand?").fill("nowhere");
        page.getByText("Make the chat").click();
        assertThat(page.locator("main .problem")).containsText("no address of a site");
        page.getByLabel("On which sites does it stand?").fill(shop.origin() + "/cups?x=1");
        page.getByLabel("How do you greet?").fill("Hello! Which cup may it be?");
        assertThat(page.locator("valentine-chat .box")).containsText("Which cup may it be?");
        page.getByLabel("When are you here?").selectOption("always");
        look(page, "chat-new");
        page.getByText("Make the chat").click();
        assertThat(page.locator(".notice")).containsText("The chat is ready");
        shop.paste(page.locator("#chat-snippet").textContent());
        page.getByText("Make a new secret").click();
        assertThat(page.locator("#chat-secret")).isVisible();
        look(page, "chat-set-up");
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.reload();
        assertThat(page.locator("#chat-secret")).hasCount(0);
        look(page, "chat-set-up-phone");
    }

    private Page talk(BrowserContext visit) {
        Page page = shop.open(visit);
        assertThat(page.locator("valentine-chat .box")).isHidden();
        look(page, "chat-closed");
        Locator launcher = page.getByLabel("Open the chat");
        launcher.focus();
        page.keyboard().press("Enter");
        assertThat(box(page)).containsText("Which cup may it be?");
        assertThat(page.getByLabel("Your message")).isFocused();
        write(page, "Do the <img src=x onerror=alert(1)> blue cups come back?");
        assertThat(page.locator("valentine-chat .you")).containsText("<img src=x onerror=alert(1)>");
        page.waitForCondition(() -> stored("Do the <img src=x onerror=alert(1)> blue cups come back?") == 1);

        room.answer(
                "Do the <img src=x onerror=alert(1)> blue cups come back?",
                "They do, on Thursday: <script>alert(1)</script> https://shop.example/cups.");
        Locator answer = page.locator("valentine-chat .us");
        assertThat(answer).containsText("They do, on Thursday: <script>alert(1)</script>");
        assertThat(answer.locator("a")).hasAttribute("href", "https://shop.example/cups");
        page.waitForCondition(() -> room.lines("SELECT state FROM channel.departure WHERE text LIKE 'They do%'")
                .equals(List.of("read")));
        look(page, "chat-open");
        keyboard(page);
        return page;
    }

    private static void keyboard(Page page) {
        page.getByLabel("Send").focus();
        for (int i = 0; i < 12; i++) {
            page.keyboard().press("Tab");
            assertThat((Boolean) page.evaluate("document.activeElement.tagName === 'VALENTINE-CHAT'"))
                    .as("the focus stays in the chat")
                    .isTrue();
        }
        page.keyboard().press("Escape");
        assertThat(box(page)).isHidden();
        assertThat(page.getByLabel("Open the chat")).isFocused();
        page.keyboard().press("Enter");
    }

    private static void reload(Page page) {
        page.getByLabel("Your message").fill("Half a thou");
        page.reload();
        assertThat(page.locator("valentine-chat .you")).hasCount(1);
        assertThat(page.locator("valentine-chat .us")).hasCount(1);
        assertThat(page.getByLabel("Your message")).hasValue("Half a thou");
        assertThat((String) page.evaluate("document.cookie")).isEmpty();
    }

    private static void offline(BrowserContext visit, Page page) {
        visit.setOffline(true);
        write(page, "Are you still there?");
        write(page, "I am in a tunnel");
        assertThat(page.locator("valentine-chat .word")).containsText("No connection");
        look(page, "chat-offline");
        assertThat(page.locator("valentine-chat .you")).hasCount(3);
        assertThat(stored("I am in a tunnel")).isZero();
        visit.setOffline(false);
        page.waitForCondition(() -> stored("I am in a tunnel") == 1);
        assertThat(stored("Are you still there?")).isEqualTo(1);
        page.reload();
        assertThat(page.locator("valentine-chat .you")).hasCount(3);
        assertThat(page.locator("valentine-chat .word")).isHidden();
        room.answer("I am in a tunnel", "We are. Come out safely.");
        assertThat(page.locator("valentine-chat .us")).hasCount(2);
    }

    /// The visitor is gone for some minutes, and what he did not see goes on.
    private static String letter(String address) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < end) {
            room.jdbc()
                    .sql("UPDATE chat.line SET at = at - interval '5 minutes'")
                    .update();
            room.jdbc()
                    .sql("UPDATE chat.visitor SET here_until = now() - interval '1 minute'")
                    .update();
            room.bean(Onward.class).run();
            List<String> letters = room.lines("SELECT text FROM channel.departure WHERE to_value = '" + address + "'");
            if (!letters.isEmpty()) return letters.getFirst();
            Thread.onSpinWait();
        }
        throw new AssertionError("Nothing went on to " + address);
    }

    private static void write(Page page, String text) {
        page.getByLabel("Your message").fill(text);
        page.keyboard().press("Enter");
    }

    private static Locator box(Page page) {
        return page.locator("valentine-chat .box");
    }

    private static long stored(String text) {
        return room.jdbc()
                .sql("SELECT count(*) FROM channel.arrival WHERE text = :text")
                .param("text", text)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
