package valentine.effort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;
import valentine.team.Sessions;
import valentine.web.Chromium;

/// Effort and consistency in a browser, as those see them who lead and those who work.
class InsightWalkTest {
    private static final String LONG = "maximiliana-alexandra-von-und-zu-hohenlohe-langenburg-schill";
    private static final String HEBREW = "שָׁלוֹם אברהם בן-דוד";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final JdbcClient jdbc = database.jdbc();
    private final Seeding seeding = new Seeding(jdbc);
    private final Members members = application.getBean(Members.class);
    private final Instant now = Instant.now();
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void the_owner_signs_in() {
        jdbc.sql("TRUNCATE conversation.conversation, customer.customer, team.branch CASCADE")
                .update();
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT);
        application.getBean(EffortFigures.class).anew();
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void before_anybody_wrote_the_pages_say_what_they_will_tell() {
        page.keyboard().press("g");
        page.keyboard().press("n");
        assertThat(page.locator("h1")).hasText("Nobody has asked us anything yet");
        Chromium.look(page, "effort-empty");
        page.getByText("Consistency").click();
        assertThat(page.locator("h1")).hasText("Nobody has asked us anything yet");
        Chromium.look(page, "consistency-empty");
    }

    @Test
    void one_conversation_is_a_page_without_verdicts() {
        seeding.begun(seeding.customer("Anna Berg"), now.minus(Duration.ofDays(3)), "email", "delivery")
                .answered(Duration.ofHours(2));
        show("/insight/effort");
        assertThat(page.locator(".lead")).containsText("1 of 1 conversations");
        show("/insight/consistency");
        assertThat(page.locator(".lead")).containsText("Too few to say");
    }

    @Test
    void effort_is_shown_by_topic_and_channel_and_leads_to_the_matters_and_the_customers() {
        long anna = firm();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme);
                String on = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                show("/insight/effort");
                page.locator("summary").first().click();
                page.locator("summary").last().click();
                Chromium.look(page, "effort" + on);
                show("/insight/consistency");
                page.locator("summary").last().click();
                Chromium.look(page, "consistency" + on);
                show("/insight/effort/matters");
                Chromium.look(page, "effort-matters" + on);
                page.navigate(url("/customers/" + anna));
                page.locator("summary", new Page.LocatorOptions().setHasText("In which conversations"))
                        .first()
                        .click();
                page.locator("#effort").scrollIntoViewIfNeeded();
                Chromium.look(page, "customer-effort" + on);
            }
        }
        show("/insight/effort");
        assertThat(page.locator("section[aria-labelledby=by-topic]")).containsText("no label");
        page.locator("section[aria-labelledby=by-topic] a").first().click();
        assertThat(page.locator("h1")).containsText("What took customers most: delivery");
        assertThat(page.locator("ol li").first()).containsText("came again");
    }

    @Test
    void a_member_sees_himself_and_the_mean_a_manager_everybody() {
        firm();
        show("/insight/consistency");
        assertThat(page.locator("section[aria-labelledby=by-member] tbody tr")).hasCount(6);
        assertThat(page.locator("section[aria-labelledby=by-member]")).containsText("worse than the others");
        Member slow = members.all().stream()
                .filter(member -> member.email().equals("member2@example.com"))
                .findFirst()
                .orElseThrow();
        as(slow);
        show("/insight/consistency");
        assertThat(page.locator("section[aria-labelledby=by-member] tbody tr")).hasCount(2);
        assertThat(page.locator("section[aria-labelledby=by-member] tbody")).containsText("Member Two");
        assertThat(page.locator("section[aria-labelledby=by-member]"))
                .containsText("Only you and those who lead you see your row.");
        Chromium.look(page, "consistency-member");
    }

    /// A firm with four members, of whom the second answers late, and two branches; the busiest customer.
    private long firm() {
        String[] named = {"One", "Two", "Three", "Four"};
        long[] numbers = new long[named.length];
        for (int i = 0; i < named.length; i++) {
            numbers[i] = jdbc.sql("""
                            INSERT INTO team.member (email, name, role, password_hash, created_at)
                            VALUES (:email, :name, :role, 'x', now())
                            ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id
                            """)
                    .param("email", "member" + (i + 1) + "@example.com")
                    .param("name", "Member " + named[i])
                    .param("role", Role.MEMBER.key())
                    .query(Long.class)
                    .single();
        }
        long[] branches = {branch("Vienna"), branch(HEBREW)};
        long anna = seeding.customer("Anna Berg");
        long busy = seeding.customer(LONG);
        SplittableRandom random = new SplittableRandom(11);
        String[] labels = {"delivery", "delivery", "invoice", "complaint", "praise", LONG};
        String[] media = {"email", "email", "chat", "phone", "whatsapp"};
        for (int i = 0; i < 360; i++) {
            int member = i % 5;
            long customer = i % 30 == 0 ? anna : i % 31 == 0 ? busy : seeding.customer("Customer " + i);
            String medium = media[random.nextInt(media.length)];
            String label = labels[random.nextInt(labels.length)];
            Instant at = now.minus(Duration.ofHours(40 + 23L * i));
            Seeding.Story story =
                    i % 9 == 0 ? seeding.begun(customer, at, medium) : seeding.begun(customer, at, medium, label);
            story.put("subject = '" + (i % 7 == 0 ? HEBREW + " " + LONG : "Where is order " + i) + "', transfers = "
                    + (random.nextInt(5) == 0 ? 1 : 0) + ", branch = "
                    + (i % 3 == 2 ? "NULL" : Long.toString(branches[i % 3])) + ", assignee = "
                    + (member == 4 ? "NULL" : Long.toString(numbers[member])));
            int hours = random.nextInt(20) + (member == 1 ? 15 : 0) + 1;
            if (random.nextInt(4) == 0) story.asks(Duration.ofMinutes(30L * hours), medium);
            story.answered(Duration.ofHours(hours));
            if (random.nextInt(10) > 0) story.resolved(Duration.ofHours(hours + 1));
            if (i % 30 == 0) story.comesBack(Duration.ofHours(60)).answered(Duration.ofHours(61));
        }
        return anna;
    }

    private long branch(String name) {
        return jdbc.sql("INSERT INTO team.branch (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /// Waits while it is counted.
    private void show(String path) {
        page.navigate(url(path));
        page.locator("#counting")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    }

    private void as(Member member) {
        String session = application.getBean(Sessions.class).start(member, "Firefox on Linux", "password");
        visit.clearCookies();
        visit.addCookies(List.of(new com.microsoft.playwright.options.Cookie("valentine", session).setUrl(url("/"))));
    }

    private void open(int width, ColorScheme scheme) {
        visit = chromium.visitor(width, scheme, true);
        page = visit.newPage();
        page.navigate(url(members.signInLink()));
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }
}
