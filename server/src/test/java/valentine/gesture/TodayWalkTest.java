package valentine.gesture;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.promise.By;
import valentine.promise.Deadline;
import valentine.promise.Draft;
import valentine.promise.Promises;
import valentine.promise.Whom;
import valentine.reading.PromiseKind;
import valentine.team.Members;
import valentine.web.Chromium;

/// Today and the customer's page in a browser, as a member would use them.
class TodayWalkTest {
    private static final String SCRIPT =
            "<script>document.title='taken'</script><img src=x onerror=\"document.title=1\">";
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";
    private static final String HEBREW = "שָׁלוֹם אברהם בן-דוד";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final AutoCloseable unscored = People.unscored(database);

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final JdbcClient jdbc = database.jdbc();
    private final People people = new People(jdbc);
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        people.nobody();
        Members members = application.getBean(Members.class);
        if (!members.setUp()) {
            members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        }
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void what_we_owe_today_stands_above_whom_to_attend_to() {
        CustomerId ben = people.add(LONG, 900);
        Promises promises = application.getBean(Promises.class);
        Instant now = Instant.now();
        for (int hours : List.of(-30, 3)) {
            Deadline deadline = new Deadline(now.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
            Draft draft = new Draft(Whom.customer(ben), PromiseKind.CALL_BACK, SCRIPT.substring(0, 60), deadline);
            assertThat(promises.make(draft, now.minus(Duration.ofDays(9)), By.RULE))
                    .isInstanceOf(valentine.promise.Answer.Done.class);
        }
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                visit.close();
                open(width, scheme, true);
                page.navigate(url("/today"));
                assertThat(page.locator(".owed li")).hasCount(2);
                assertThat(page.locator(".owed li").first()).containsText("overdue since");
                look("today-owed-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
        jdbc.sql("TRUNCATE promise.promise CASCADE").update();
    }

    @Test
    void a_suggestion_is_done_by_key_and_taken_back() {
        people.add("Anna Berg", 90);
        people.add("Ben Berg", 40);
        page.navigate(url("/today"));
        assertThat(page.locator("#today h2").first()).hasText("Whom to attend to first");

        page.keyboard().press("j");
        page.keyboard().press("e");
        assertThat(page.getByText("Anna Berg: done.")).isVisible();
        assertThat(page.locator("[data-row]")).hasCount(1);
        assertThat(page.locator("[data-row].current")).containsText("Ben Berg");

        page.keyboard().press("z");
        assertThat(page.locator("[data-row]")).hasCount(2);
        assertThat(page.locator("[data-toast]")).hasCount(0);
    }

    @Test
    void everything_works_without_scripts() {
        people.add("Anna Berg", 90);
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/today"));

        page.getByText("Later for Anna Berg").click();
        assertThat(page.locator("#today h2").first()).hasText("Nobody needs you today");
        page.locator("[data-undo]").click();
        assertThat(page.locator("[data-row]")).hasCount(1);

        CustomerId anna = busy("Anna Busy");
        page.navigate(url("/customers/" + anna.value()));
        page.getByText("Show older").click();
        assertThat(page.locator("#timeline")).containsText("Visit 0");
        page.getByText("Back to the newest").click();
        page.locator(".chips").getByText("Feedback").click();
        assertThat(page.locator(".entry")).hasCount(2);
    }

    @Test
    void older_rows_come_in_place() {
        CustomerId anna = busy("Anna Busy");
        page.navigate(url("/customers/" + anna.value()));
        assertThat(page.locator(".entry")).hasCount(30);

        page.getByText("Show older").click();
        assertThat(page.locator(".entry")).hasCount(45);
        assertThat(page.getByText("Show older")).hasCount(0);
    }

    @Test
    void names_and_properties_full_of_script_show_as_text() {
        CustomerId odd = people.add(SCRIPT, 90);
        say(
                odd,
                "complaint",
                "2026-01-01T10:00:00Z",
                SCRIPT,
                "{\"text\": \"%1$s\", \"%1$s\": \"%1$s\"}".formatted(SCRIPT.replace("\"", "\\\"")));

        page.navigate(url("/today"));
        assertThat(page.locator(".today h3")).containsText(SCRIPT);
        page.navigate(url("/customers/" + odd.value()));
        assertThat(page.locator("h1")).hasText(SCRIPT);
        page.locator("summary").first().click();
        assertThat(page.locator(".said")).hasText(SCRIPT);
        assertThat(page.title()).contains("<script>");
        assertThat(page.locator("main script, main img").count()).isZero();
    }

    @Test
    void the_palette_finds_a_customer() {
        CustomerId anna = people.add("Anna Berg", 0);
        jdbc.sql("INSERT INTO customer.word (word, customer) VALUES ('anna', :id)")
                .param("id", anna.value())
                .update();
        page.navigate(url("/today"));

        page.keyboard().press("Control+k");
        page.locator("#palette-input").fill("ann");
        assertThat(page.locator("#palette-list")).containsText("Anna Berg");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Anna Berg");
    }

    @Test
    void somebody_unknown_is_said_to_be_unknown() {
        assertThat(page.navigate(url("/customers/999")).status()).isEqualTo(404);
        assertThat(page.locator("h1")).hasText("We know nobody by this number");
    }

    @Test
    void an_empty_page_says_the_next_step() {
        page.navigate(url("/today"));
        assertThat(page.getByText("Import a file")).isVisible();
        look("today-nobody");

        people.add("Anna Berg", 0);
        page.navigate(url("/today"));
        assertThat(page.locator("#today h2").first()).hasText("Nobody needs you today");
        look("today-calm");
    }

    @Test
    void the_pages_are_accessible_on_every_screen() {
        CustomerId anna = busy(LONG);
        people.add(HEBREW, 80);
        CustomerId ben = people.add("Ben Berg", 70);
        jdbc.sql("""
                WITH account AS (INSERT INTO customer.account (name, key) VALUES ('Berg & Sons Ltd', 'berg') RETURNING id)
                UPDATE customer.customer SET account = account.id FROM account WHERE customer.id = ANY (:both)
                """).param("both", new Long[] {anna.value(), ben.value()}).update();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme, true);
                String on = "-" + width + "-" + scheme.name().toLowerCase();
                page.navigate(url("/today"));
                page.keyboard().press("j");
                look("today" + on);
                page.locator(".how summary").click();
                page.locator("[data-act=h]").last().click();
                page.locator("[data-toast]").waitFor();
                page.locator(".how summary").click();
                look("today-toast" + on);
                page.keyboard().press("z");
                assertThat(page.locator("[data-toast]")).hasCount(0);
                page.navigate(url("/customers/" + anna.value()));
                page.locator("summary").first().click();
                page.locator("summary").nth(1).click();
                page.locator("summary").nth(2).click();
                page.locator("summary").nth(3).click();
                look("customer" + on);
                page.navigate(url("/customers/" + anna.value() + "?as-of=2026-01-02&show=gestures"));
                look("customer-as-of" + on);
            }
        }
    }

    private void open(int width, ColorScheme scheme, boolean scripts) {
        visit = chromium.visitor(width, scheme, scripts);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        if (!scripts) {
            page.getByText("Sign in").last().click();
        }
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }

    private void look(String name) {
        Chromium.look(page, name);
    }

    private CustomerId busy(String name) {
        CustomerId id = people.add(name, 90);
        jdbc.sql(
                        "INSERT INTO customer.handle (kind, value, customer) VALUES ('email', :email, :id), ('external', :id, :id)")
                .param("email", "someone" + id.value() + "@example.com")
                .param("id", id.value())
                .update();
        for (int i = 0; i < 36; i++) {
            say(id, "visit", "2025-%02d-01T10:%02d:00Z".formatted(1 + i % 12, i), "Visit " + i, "{}");
        }
        order(id, "2026-02-01T09:30:00Z");
        say(
                id,
                "complaint",
                "2026-02-03T16:40:00Z",
                "The cup was broken",
                "{\"text\": \"Hello,\\n\\nthe cup was broken when it came.\\nPlease send a new one.\"}");
        say(id, "message_out", "2026-02-04T09:00:00Z", "We send a new one at once", "{}");
        say(id, "promise_kept", "2026-02-06T09:00:00Z", "A new cup by Friday", "{}");
        say(
                id,
                "survey_answer",
                "2026-02-10T09:00:00Z",
                "Would you recommend us?",
                "{\"score\": 9, \"scale\": 10, \"text\": \"" + HEBREW + "\"}");
        say(
                id,
                "meeting",
                "2026-02-11T09:00:00Z",
                LONG + " " + LONG,
                "{\"place\": \"Café\", \"people\": [\"A\", \"B\"]}");
        say(id, "gesture", "2026-02-12T09:00:00Z", "Done: Write a personal line, no offer", "{}");
        say(id, "subscription_ended", "2026-02-13T09:00:00Z", "Left the newsletter", "{}");
        say(id, "page", "2026-02-13T09:05:00Z", "Prices", "{}");
        return id;
    }

    private void order(CustomerId customer, String at) {
        say(customer, "order", at, "Order 536365", """
                {"order": "536365", "more": 3, "lines": [
                  {"product": "85123A", "description": "White hanging heart T-light holder", "quantity": 6,
                   "unit_price": 2.55, "amount": 15.3},
                  {"product": "71053", "description": "White metal lantern", "quantity": 1200, "unit_price": 3.39,
                   "amount": 4068}]}
                """);
        jdbc.sql("UPDATE history.interaction SET amount = 1234567.89, currency = 'GBP' WHERE kind = 'order'")
                .update();
    }

    private void say(CustomerId customer, String kind, String at, String title, String properties) {
        jdbc.sql("""
                INSERT INTO history.interaction (customer, at, kind, channel, title, properties, source, message_id)
                VALUES (:customer, :at::timestamptz, :kind, 'e-mail', :title, :properties::jsonb, 1, :title)
                """)
                .param("customer", customer.value())
                .param("at", at)
                .param("kind", kind)
                .param("title", title)
                .param("properties", properties)
                .update();
    }
}
