package valentine.pace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static valentine.web.Chromium.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.conversation.By;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.Reply;
import valentine.conversation.Status;
import valentine.customer.Handle;
import valentine.db.TestDatabase;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.web.Chromium;

/// How soon we answer in a browser: empty and full, on a phone and at a desk, by light and in the dark.
class PaceWalkTest {
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";

    @AutoClose
    private static final TestDatabase database = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext application =
            Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    private static final Chromium chromium = new Chromium();

    private final Conversations conversations = application.getBean(Conversations.class);
    private final Member olga = owner();
    private ConnectionId mailbox = new ConnectionId(0);
    private int count;

    @Test
    void targets_are_set_answers_are_counted_and_the_next_word_is_promised() {
        try (BrowserContext phone = visit(390, ColorScheme.DARK);
                BrowserContext desk = visit(1440, ColorScheme.LIGHT)) {
            Page page = phone.newPage();
            Page wide = desk.newPage();
            both(page, wide, "/inbox/pace", "pace-empty");
            both(page, wide, "/settings/targets", "targets-first");
            page.getByText("End Everybody").click();
            assertThat(page.locator("main")).containsText("No target is set");
            both(page, wide, "/settings/targets", "targets-empty");
            // An empty list is as high as its words, also where the page is higher.
            wide.navigate(url("/settings/privacy/fields"));
            org.assertj.core.api.Assertions.assertThat(wide.locator(".empty").boundingBox().height)
                    .isLessThan(260);
            look(wide, "fields-empty");

            page.getByText("Another target").click();
            page.getByLabel("Name").fill(LONG);
            page.getByLabel("First answer, minutes").fill("soon");
            page.locator("input[name=media][value=chat]").last().check();
            page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("main .problem")).containsText("whole minutes");
            assertThat(page.locator("#name-new")).hasValue(LONG);
            assertThat(page.locator("#firstResponse-new")).hasValue("soon");
            assertThat(page.locator("input[name=media][value=chat]").last()).isChecked();
            look(page, "targets-refused-phone-dark");
            page.locator("#firstResponse-new").fill("90");
            page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".notice")).isVisible();
            page.getByText("End " + LONG).click();
            add(page, LONG, "90");
            add(page, "Everybody else", "240");
            both(page, wide, "/settings/targets", "targets-full");
            page.getByText("Change " + LONG).click();
            look(page, "targets-change-phone-dark");

            ConversationId asked = questions();
            application.getBean(PaceFigures.class).anew();
            both(page, wide, "/inbox/pace", "pace-full");
            wide.locator("details:has(table) summary").first().click();
            look(wide, "pace-by-channel");

            page.navigate(url("/inbox/" + asked.value()));
            assertThat(page.locator(".pace")).containsText("First answer");
            page.getByText("Next word by …").click();
            look(page, "next-word-phone-dark");
            page.getByText("Promise it").click();
            assertThat(page.locator(".messages")).containsText(LONG);
            assertThat(page.locator(".pace")).containsText("Next word");
            look(page, "next-word-promised-phone-dark");
            wide.navigate(url("/inbox/" + asked.value()));
            look(wide, "next-word-promised");
        }
    }

    @Test
    void a_target_counts_by_a_calendar_of_its_own_which_is_then_not_removed() {
        try (BrowserContext phone = visit(390, ColorScheme.DARK);
                BrowserContext desk = visit(1440, ColorScheme.LIGHT)) {
            Page page = phone.newPage();
            Page wide = desk.newPage();
            page.navigate(url("/settings/calendar/new"));
            page.getByLabel("Name").fill("New York");
            page.locator("#zone").selectOption("America/New_York");
            page.locator("#monday").fill("noon");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("main .problem")).containsText("Write hours like");
            assertThat(page.locator("#monday")).hasValue("noon");
            page.locator("#monday").fill("8:00-12:00, 13:00-17:00");
            page.locator("#country").selectOption("US");
            page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".notice")).containsText("Added");
            look(page, "calendar-phone-dark");

            page.navigate(url("/settings/targets"));
            page.getByText("Another target").click();
            page.getByLabel("Name").last().fill("Overseas");
            page.getByLabel("First answer, minutes").last().fill("60");
            page.locator("#hours-new").selectOption("in the hours of New York");
            page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("main")).containsText("in the hours of New York");

            both(page, wide, "/settings/calendar", "calendars");
            assertThat(page.locator("main")).containsText("By it count the target “Overseas”");
            page.getByText("Remove New York").click();
            assertThat(page.locator("main .problem")).containsText("count the target “Overseas”");
            page.getByText("Make it the firm’s: New York").click();
            assertThat(page.locator(".notice")).containsText("calendar of the firm");
            page.getByText("Make it the firm’s: Our hours").click();
            wide.navigate(url("/settings/calendar"));
            wide.getByText("Change New York").click();
            look(wide, "calendar");
            page.navigate(url("/settings/targets"));
            page.getByText("End Overseas").click();
        }
    }

    private static void add(Page page, String name, String minutes) {
        page.getByText("Another target").click();
        page.getByLabel("Name").last().fill(name);
        page.getByLabel("First answer, minutes").last().fill(minutes);
        page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".notice")).isVisible();
    }

    /// Three were answered, by two channels; the last one waits.
    private ConversationId questions() {
        Connections connections = application.getBean(Connections.class);
        mailbox =
                connections.connect(Medium.EMAIL, "Support", "support@shop.example", Map.of(), Map.of(), Actor.CONSOLE);
        ConnectionId phones =
                connections.connect(Medium.SMS, "Texts", "+49301234567", Map.of(), Map.of(), Actor.CONSOLE);
        for (int hours = 1; hours <= 3; hours++) {
            Instant at = Instant.now().minus(Duration.ofHours(hours));
            answer(ask(
                    mailbox, Handle.email("customer" + hours + "@example.com").orElseThrow(), at));
            answer(ask(phones, Handle.phone("+4917012345" + hours + "0").orElseThrow(), at));
        }
        return ask(mailbox, Handle.email("max@example.com").orElseThrow(), Instant.now());
    }

    private void answer(ConversationId id) {
        conversations.reply(
                id,
                new Reply("", "", List.of(), "Here you are.", List.of(), null, null, Status.OPEN),
                By.member(olga.id()));
    }

    private ConversationId ask(ConnectionId connection, Handle handle, Instant at) {
        Arriving arriving = new Arriving(
                connection,
                "<" + ++count + "@mail.example>",
                new Sender(handle, LONG, true),
                List.of(),
                connection.equals(mailbox) ? null : handle.value(),
                List.of(),
                "My cup",
                "The handle broke.",
                null,
                17,
                at,
                Arriving.Sort.MESSAGE,
                List.of());
        long thread = new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
                .execute(_ -> application
                        .getBean(Arrivals.class)
                        .take(arriving)
                        .orElseThrow()
                        .thread()
                        .value());
        return new ConversationId(database.jdbc()
                .sql("SELECT conversation FROM conversation.thread WHERE thread = :thread")
                .param("thread", thread)
                .query(Long.class)
                .single());
    }

    private static Member owner() {
        Members members = application.getBean(Members.class);
        members.addOwnerWithoutPassword("olga@shop.example", "Olga Owner");
        return members.all().getFirst();
    }

    private static void both(Page phone, Page desk, String path, String name) {
        phone.navigate(url(path));
        look(phone, name + "-phone-dark");
        desk.navigate(url(path));
        look(desk, name);
    }

    private BrowserContext visit(int width, ColorScheme scheme) {
        BrowserContext visit = chromium.visitor(width, scheme, true);
        String session = application.getBean(Sessions.class).start(olga, "Firefox on Linux", "password");
        visit.addCookies(List.of(new com.microsoft.playwright.options.Cookie("valentine", session).setUrl(url("/"))));
        return visit;
    }

    private static String url(String path) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort() + path;
    }
}
