package valentine.promise;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.customer.AccountId;
import valentine.customer.Accounts;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.reading.PromiseKind;
import valentine.team.Members;
import valentine.web.Chromium;
import valentine.web.Money;

/// The ledger of promises in a browser, as a member would use it.
class PromisesWalkTest {
    private static final String LONG = "Maximiliana-Alexandra von und zu Hohenlohe-Langenburg-Schill";
    private static final String HEBREW = "שָׁלוֹם אברהם בן-דוד";
    private static final String SCRIPT = "<script>document.title='taken'</script>";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    @AutoClose
    static final Chromium chromium = new Chromium();

    private final JdbcClient jdbc = database.jdbc();
    private final Promises promises = application.getBean(Promises.class);
    private BrowserContext visit;
    private Page page;

    @BeforeEach
    void a_member_signs_in() {
        TestDatabase.empty(
                jdbc,
                "TRUNCATE customer.customer, customer.account, customer.handle, history.interaction, history.message,"
                        + " promise.promise, promise.proposal CASCADE");
        Members members = application.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("owner@example.com", "Olga Owner");
        open(1440, ColorScheme.LIGHT, true);
    }

    @AfterEach
    void leaves() {
        visit.close();
    }

    @Test
    void a_promise_is_made_in_two_keys_and_kept_from_the_ledger() {
        CustomerId anna = customer("Anna Berg");
        page.navigate(url("/customers/" + anna.value()));
        page.keyboard().press("p");
        page.keyboard().type("refund €30 in two weeks");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("refund €30");
        assertThat(page.locator("[data-toast]")).containsText("Promised by");
        assertThat(page.locator(".traits")).containsText("€30.00");

        page.keyboard().press("g");
        page.keyboard().press("p");
        page.getByText("Soon").click();
        assertThat(page.locator("[data-row]")).containsText("Anna Berg");
        page.keyboard().press("j");
        page.keyboard().press("e");
        assertThat(page.locator(".notice")).hasText("Kept. Thank you.");
        page.navigate(url("/promises?show=kept"));
        assertThat(page.locator("[data-row]")).containsText("refund €30");
    }

    @Test
    void a_promise_just_made_is_taken_back() {
        CustomerId anna = customer("Anna Berg");
        page.navigate(url("/customers/" + anna.value()));
        page.locator("[data-promise]").fill("call back tomorrow at 10");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("call back");
        page.locator("h1").click();
        page.keyboard().press("z");
        assertThat(page.locator(".lead").first()).containsText("Withdrawn");
    }

    @Test
    void without_a_date_the_page_asks_and_everything_works_without_scripts() {
        CustomerId anna = customer("Anna Berg");
        visit.close();
        open(1440, ColorScheme.LIGHT, false);
        page.navigate(url("/customers/" + anna.value()));
        page.locator("#promise-text").fill("send the manual");
        page.locator(".promise-new button").click();
        assertThat(page.locator(".problem")).hasText("Say by when: choose a day and an hour.");
        page.locator("#due").fill("2030-01-31T12:00");
        page.locator("main form button").click();
        assertThat(page.locator("h1")).hasText("send the manual");
        assertThat(page.locator(".traits")).containsText("Thursday 31 January 2030, 12:00");

        page.locator("#new-due").fill("2030-02-28T12:00");
        page.locator("#words").fill("It takes until the end of February.");
        page.getByText("Give the new date").last().click();
        assertThat(page.locator("#chain")).isVisible();
        assertThat(page.locator("ol.promises li")).hasCount(2);

        page.locator("#reason").fill("She has it already");
        page.locator("form[action$=withdrawal] button").click();
        assertThat(page.locator(".traits")).containsText("She has it already");
        assertThat(page.locator("form[action$=keeping]")).hasCount(0);
    }

    @Test
    void a_message_of_the_timeline_is_quoted() {
        CustomerId anna = customer("Anna Berg");
        said(anna, "Your refund", "We'll see to it.\n" + SCRIPT);
        page.navigate(url("/customers/" + anna.value()));
        page.locator("#timeline").getByText("Promise something said").click();
        assertThat(page.locator("blockquote")).containsText(SCRIPT);
        page.locator("#text").fill("refund by 31 December");
        page.keyboard().press("Enter");
        assertThat(page.locator("blockquote")).containsText("We'll see to it.");
        page.getByText("Where it was said").click();
        assertThat(page.locator("#timeline")).containsText("Your refund");
    }

    @Test
    void what_we_wrote_is_found_and_accepted_or_dismissed_by_key() {
        CustomerId anna = customer("Anna Berg");
        said(anna, "Your refund", "Dear Anna,\n\nwe'll refund €30 within 5 days. I'll call you back tomorrow.");
        said(anna, "A question", "Shall I call you back tomorrow?");
        Proposals proposals = application.getBean(Proposals.class);
        page.waitForCondition(() -> proposals.waiting() == 2);
        page.navigate(url("/promises/proposals"));
        assertThat(page.locator("mark")).hasCount(2);
        assertThat(page.locator("mark").first()).hasText("I'll call you back tomorrow");
        look("proposals");

        page.keyboard().press("j");
        page.keyboard().press("1");
        assertThat(page.locator("[data-toast]")).containsText("Promised.");
        assertThat(page.locator("[data-row]")).hasCount(1);
        assertThat(page.locator("[data-row].current")).containsText("refund");
        page.keyboard().press("3");
        assertThat(page.locator("h1")).hasText("Nothing to confirm");
        assertThat(page.locator("[data-toast]")).containsText("Dismissed.");
        page.keyboard().press("z");
        assertThat(page.locator("mark")).hasText("we'll refund €30 within 5 days");
        look("proposals-undone");

        assertThat(promises.of(anna, null, 9)).singleElement().satisfies(promise -> {
            assertThat(promise.kind()).isEqualTo(PromiseKind.CALL_BACK);
            assertThat(promise.said()).isNotNull();
        });
        page.setViewportSize(390, 844);
        look("proposals-390");
    }

    @Test
    void holidays_and_hours_are_set_and_clocks_are_changed() {
        page.navigate(url("/settings/calendar"));
        page.getByText("Change Our hours").click();
        page.locator("#country").selectOption("DE");
        page.locator("#friday").fill("9:00-12:00, 13:00-15:30");
        page.locator("#closed").fill("2030-12-24");
        page.locator("form[action^='/settings/calendar/'] button").click();
        assertThat(page.locator(".notice")).containsText("Saved.");
        page.locator("#region").selectOption("by");
        page.locator("form[action^='/settings/calendar/'] button").click();
        assertThat(page.locator(".things")).containsText("Corpus Christi");
        assertThat(page.locator("#friday")).hasValue("09:00–12:00, 13:00–15:30");
        assertThat(page.locator("#closed")).hasValue("2030-12-24");
        page.locator("#friday").fill("9:00-01:00");
        page.locator("form[action^='/settings/calendar/'] button").click();
        assertThat(page.locator(".problem")).hasText("We open before we close.");

        page.navigate(url("/settings/clocks"));
        page.locator("input[value='Call back']").first().waitFor();
        page.locator("summary").last().click();
        page.locator("#name-new").fill("Thank");
        page.locator("#what-new").fill("Write a line of thanks");
        page.locator("#count-new").fill("3");
        page.locator("form[action='/settings/clocks/presets'] button").click();
        assertThat(page.locator("input[value='Thank']")).hasCount(1);
    }

    @Test
    void the_pages_are_accessible_on_every_screen() {
        page.navigate(url("/promises"));
        look("promises-nobody");
        page.navigate(url("/promises/kept"));
        look("promises-none-due");
        application.getBean(KeptFigures.class).anew();
        CustomerId anna = customer(LONG);
        CustomerId david = customer(HEBREW);
        said(anna, "About the cup", "I'll call you back tomorrow.");
        Instant now = Instant.now();
        Draft draft = draft(anna, "Refund the broken cup, all " + LONG.toLowerCase(), now.plus(Duration.ofHours(3)));
        promises.make(draft.worth(new Money(new BigDecimal("1234567.89"), "EUR")), By.member(me()));
        promises.make(
                draft(david, HEBREW + " " + HEBREW, now.minus(Duration.ofDays(2))),
                now.minus(Duration.ofDays(9)),
                By.RULE);
        PromiseId kept = id(promises.make(draft(anna, "Send the manual", now.plus(Duration.ofDays(1))), By.FILE));
        promises.keep(kept, By.member(me()));
        PromiseId late = id(promises.make(
                draft(anna, "Call back", now.minus(Duration.ofDays(5))), now.minus(Duration.ofDays(9)), By.FILE));
        promises.keep(late, now.minus(Duration.ofDays(1)), By.FILE);
        PromiseId taken = id(promises.make(draft(anna, "Paint it blue", now.plus(Duration.ofDays(3))), By.FILE));
        promises.withdraw(taken, "She likes it red", By.member(me()));
        PromiseId moved = id(promises.make(draft(anna, "Repair the handle", now.plus(Duration.ofDays(3))), By.FILE));
        Answer again = promises.repromise(
                moved,
                new Deadline(now.plus(Duration.ofDays(9)), ZoneId.of("UTC")),
                "It takes longer",
                By.member(me()));
        AccountId company = application
                .getBean(Accounts.class)
                .named(List.of(LONG + " GmbH"))
                .values()
                .iterator()
                .next();
        jdbc.sql("UPDATE customer.customer SET account = :account WHERE id = :anna")
                .param("account", company.value())
                .param("anna", anna.value())
                .update();
        promises.make(
                new Draft(
                        Whom.account(company),
                        PromiseKind.DELIVERY,
                        "Deliver the pallets",
                        new Deadline(now.plus(Duration.ofDays(2)), ZoneId.of("Europe/Berlin"))),
                By.member(me()));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                visit.close();
                open(width, scheme, true);
                String on = "-" + width + "-" + scheme.name().toLowerCase();
                for (View view : View.values()) {
                    page.navigate(url("/promises?show=" + view.key()));
                    page.keyboard().press("j");
                    look("promises-" + view.key() + on);
                }
                page.navigate(url("/promises?show=today&kind=gift&branch=" + LONG));
                look("promises-nothing" + on);
                page.navigate(url("/promises/kept"));
                page.locator("summary").first().click();
                page.locator("summary").last().click();
                look("promises-kept-rate" + on);
                page.navigate(url("/promises/" + id(again).value()));
                look("promise" + on);
                page.navigate(url("/settings/clocks"));
                look("clocks" + on);
                page.navigate(url("/settings/calendar"));
                look("hours" + on);
                page.navigate(url("/promises/new?customer=" + anna.value()));
                look("promise-new" + on);
                page.navigate(url("/customers/" + anna.value()));
                page.locator("#promises").scrollIntoViewIfNeeded();
                look("customer-promises" + on);
                page.navigate(url("/accounts/" + company.value()));
                assertThat(page.locator("#promises")).containsText("Deliver the pallets");
                assertThat(page.locator("#promises")).containsText("Refund the broken cup");
                page.locator("#promises").scrollIntoViewIfNeeded();
                look("account-promises" + on);
            }
        }
    }

    private Draft draft(CustomerId customer, String what, Instant due) {
        return new Draft(
                        Whom.customer(customer), PromiseKind.OTHER, what, new Deadline(due, ZoneId.of("Europe/Berlin")))
                .caredForBy(new Care(me(), "Vienna", "phone"));
    }

    private static valentine.team.MemberId me() {
        return application.getBean(Members.class).all().getFirst().id();
    }

    private static PromiseId id(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done) answer).promise();
    }

    private CustomerId customer(String name) {
        long id = jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        return new CustomerId(id);
    }

    private void said(CustomerId customer, String title, String text) {
        jdbc.sql("""
                INSERT INTO history.interaction
                    (customer, at, kind, channel, direction, title, properties, source, message_id)
                VALUES (:customer, :at, 'message_out', 'e-mail', 'out', :title, jsonb_build_object('text', :text), 1, :title)
                """)
                .param("customer", customer.value())
                .param("at", LocalDateTime.now(ZoneId.of("UTC")).atOffset(java.time.ZoneOffset.UTC))
                .param("title", title)
                .param("text", text)
                .update();
    }

    private void open(int width, ColorScheme scheme, boolean scripts) {
        visit = chromium.visitor(width, scheme, scripts);
        page = visit.newPage();
        page.navigate(url(application.getBean(Members.class).signInLink()));
        if (!scripts) page.getByText("Sign in").last().click();
        page.waitForURL(url("/"));
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }

    private void look(String name) {
        Chromium.look(page, name);
    }
}
