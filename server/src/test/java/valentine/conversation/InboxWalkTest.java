package valentine.conversation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.db.TestDatabase;
import valentine.promise.Deadline;
import valentine.promise.Draft;
import valentine.promise.Promises;
import valentine.promise.Whom;
import valentine.reading.PromiseKind;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.web.Chromium;

/// The inbox in browsers, as two members at once would use it.
class InboxWalkTest {
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
    private final Post post = new Post(application);
    private final Conversations conversations = application.getBean(Conversations.class);
    private final MemberId ada = post.member("Ada Lovelace", "member");
    private final MemberId ben = post.member("Ben Miller", "member");
    private final List<BrowserContext> visits = new ArrayList<>();

    @BeforeEach
    void nothing_was_said_yet() {
        jdbc.sql("TRUNCATE conversation.conversation, conversation.taking, conversation.canned, conversation.view,"
                        + " channel.thread, promise.promise CASCADE")
                .update();
    }

    @AfterEach
    void everybody_leaves() {
        visits.forEach(BrowserContext::close);
    }

    @Test
    void what_comes_in_stands_there_within_a_second_and_two_who_answer_at_once_are_warned() {
        Page first = open(ada, 1440, ColorScheme.LIGHT, true);
        first.navigate(url("/inbox"));
        first.waitForSelector("body[data-live-ready]");
        Instant before = Instant.now();
        Conversation opened = post.mail("anna@example.com", "Anna Berg", "My cup", "The handle broke.");
        assertThat(first.locator("[data-talk]")).containsText("Anna Berg");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));

        first.navigate(url("/inbox/" + opened.id().value()));
        Page second = open(ben, 1440, ColorScheme.LIGHT, true);
        second.navigate(url("/inbox/" + opened.id().value()));
        assertThat(first.locator("#present")).containsText("Ben Miller looks at this too");
        second.keyboard().press("r");
        second.keyboard().type("I look into it");
        assertThat(first.locator("#present")).containsText("Ben Miller types here");
        first.keyboard().press("r");
        first.keyboard().type("We send another cup.");
        look(first, "talk-two-at-once");
        first.keyboard().press("Control+Enter");
        assertThat(first.locator("[data-toast]")).containsText("It leaves in a moment.");

        assertThat(second.locator(".message.out")).containsText("We send another cup.");
        assertThat(second.locator("#overtaken")).isVisible();
        second.locator("[data-reply]").focus();
        second.keyboard().press("Control+Enter");
        assertThat(second.locator(".editor .problem")).containsText("Ada Lovelace answered while you were writing.");
        assertThat(second.locator("[data-reply]")).hasValue("I look into it");
        look(second, "talk-collision");
        second.locator(".editor .btn-primary").first().click();
        assertThat(second.locator(".message.out")).hasCount(2);
    }

    @Test
    void what_was_just_sent_is_undone_and_what_was_typed_comes_back() {
        Conversation opened = post.mail("anna@example.com", "Anna Berg", "My cup", "The handle broke.");
        Page page = open(ada, 1440, ColorScheme.LIGHT, true);
        page.navigate(url("/inbox/" + opened.id().value()));
        page.keyboard().press("r");
        page.keyboard().type("Dear Ann");
        page.waitForResponse(
                answer -> answer.url().endsWith("/draft"), () -> page.keyboard().type(","));
        page.navigate(url("/inbox/" + opened.id().value()));
        assertThat(page.locator("[data-reply]")).hasValue("Dear Ann,");
        page.locator(".editor .btn-primary").first().click();
        assertThat(page.locator(".message.out")).containsText("Dear Ann,");
        page.keyboard().press("z");
        assertThat(page.locator(".notice").first()).containsText("It was not sent.");
        assertThat(page.locator(".message.out")).hasCount(0);
        assertThat(page.locator("[data-reply]")).hasValue("Dear Ann,");
    }

    @Test
    void the_inbox_is_emptied_by_keys_alone() {
        Conversation one = post.mail("clara@example.com", "Clara Berg", "My cup", "The handle broke.");
        Conversation two = post.mail("ben@example.com", "Ben Berg", "Opening hours", "Are you open on Sunday?");
        Conversation three = post.chat("v1", "Max", "Hello?");
        Page page = open(ada, 1440, ColorScheme.LIGHT, true);
        page.navigate(url("/inbox"));
        assertThat(page.locator("[data-row]")).hasCount(3);
        page.keyboard().press("j");
        page.keyboard().press("1");
        page.keyboard().press("e");
        assertThat(page.locator("[data-row]")).hasCount(2);
        assertThat(now(three).status()).isEqualTo(Status.RESOLVED);
        assertThat(now(three).assignee()).isEqualTo(ada);
        page.keyboard().press("z");
        assertThat(page.locator("[data-row]")).hasCount(3);
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("h");
        assertThat(page.locator("[data-row]")).hasCount(2);
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).containsText("Reply in a conversation");
        page.keyboard().press("Escape");
        page.locator("[data-row] input").first().check();
        page.locator("[data-row] input").last().check();
        look(page, "inbox-chosen");
        page.locator("#all").selectOption("resolved");
        page.locator(".talk-bulk button").click();
        assertThat(page.locator(".empty")).containsText("Nothing is open. Well done.");
        assertThat(page.locator("[data-toast]")).containsText("2 conversations changed.");
        assertThat(List.of(now(one).status(), now(two).status())).containsAnyOf(Status.SNOOZED, Status.RESOLVED);
    }

    @Test
    void a_slash_brings_a_reply_and_an_at_sign_a_colleague() {
        Conversation opened = post.mail("anna@example.com", "Anna Berg", "My cup", "The handle broke.");
        Page page = open(ada, 1440, ColorScheme.LIGHT, true);
        page.navigate(url("/inbox/replies"));
        page.locator("#code").fill("thanks");
        page.locator("#text").fill("Dear {{customer.first_name}}, thank you. {{member.name}}");
        page.locator("main .btn-primary").click();
        look(page, "replies");
        page.navigate(url("/inbox/" + opened.id().value()));
        page.keyboard().press("r");
        page.keyboard().type("/tha");
        assertThat(page.locator("#canned-list li")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-reply]")).hasValue("Dear Anna, thank you. Ada Lovelace");
        page.locator("h1").click();
        page.keyboard().press("n");
        page.keyboard().type("@Be");
        page.keyboard().press("Enter");
        page.keyboard().type("could you look?");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".message.note")).containsText("@Ben Miller could you look?");
        assertThat(conversations.mentions(ben)).isOne();
        Page other = open(ben, 1440, ColorScheme.LIGHT, true);
        other.navigate(url("/inbox?show=mentions"));
        assertThat(other.locator("[data-row]")).containsText("Anna Berg");
        other.locator(".talk-who").click();
        assertThat(other.locator(".message.note")).isVisible();
        assertThat(conversations.mentions(ben)).isZero();
    }

    @Test
    void everything_works_without_scripts() {
        Conversation opened = post.mail("anna@example.com", "Anna Berg", "My cup", SCRIPT);
        Conversation other = post.mail("anna@example.com", "Anna Berg", "The other cup", "It broke too.");
        Page page = open(ada, 1440, ColorScheme.LIGHT, false);
        page.navigate(url("/inbox?show=unassigned"));
        page.locator(".talk-who").last().click();
        assertThat(page.locator(".message-text")).hasText(SCRIPT);
        page.locator("[data-reply]").fill("We send another.");
        page.locator(".editor .btn-primary").first().click();
        assertThat(page.locator(".message.out")).containsText("We send another.");
        page.locator("[data-toast] button").click();
        assertThat(page.locator("[data-reply]")).hasValue("We send another.");

        page.navigate(url("/inbox/" + opened.id().value() + "/merge"));
        page.locator("button[name=into]").click();
        assertThat(page.locator(".message")).hasCount(2);
        page.locator("#put-into ~ ul button").click();
        assertThat(page.locator(".notice").first()).containsText("It stands for itself again");
        assertThat(conversations.messages(other.id(), 9)).hasSize(1);

        page.navigate(url("/inbox/search?q=BROKE%20too"));
        assertThat(page.locator("mark")).hasCount(2);
        page.navigate(url("/customers/" + opened.customer().value()));
        page.locator("#conversations").getByText("Write").click();
        page.locator("#subject").fill("Your order");
        page.locator("#text").fill("It left today.");
        page.locator("main .btn-primary").click();
        assertThat(page.locator("h1")).hasText("Your order");
        assertThat(page.locator(".message.out")).containsText("It left today.");
    }

    @Test
    void the_pages_are_accessible_on_every_screen() {
        Page empty = open(ada, 1440, ColorScheme.LIGHT, true);
        empty.navigate(url("/inbox"));
        look(empty, "inbox-empty");
        empty.setViewportSize(390, 844);
        look(empty, "inbox-empty-390");
        Conversation full = fill();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 390)) {
                Page page = open(ada, width, scheme, true);
                String on = "-" + width + "-" + scheme.name().toLowerCase();
                page.navigate(url("/inbox"));
                if (width == 390) {
                    look(page, "inbox-first" + on);
                    // Three rows stand above the bar at the bottom of the first screen.
                    var third = page.locator("[data-row]").nth(2).boundingBox();
                    var bar = page.locator(".side").boundingBox();
                    assertThat(third.y + third.height).isLessThanOrEqualTo(bar.y);
                    assertThat(page.locator("#channel")).isHidden();
                    page.locator(".fold > summary").click();
                    assertThat(page.locator("#channel")).isVisible();
                    look(page, "inbox-filters" + on);
                    page.navigate(url("/inbox"));
                } else {
                    assertThat(page.locator("#channel")).isVisible();
                    assertThat(page.locator(".fold > summary")).isHidden();
                }
                page.keyboard().press("j");
                page.keyboard().press("j");
                look(page, "inbox" + on);
                page.navigate(url("/inbox?show=failed"));
                look(page, "inbox-failed" + on);
                page.navigate(url("/inbox?show=mine&label=complaint&priority=low"));
                look(page, "inbox-nothing" + on);
                page.navigate(url("/inbox/search?q=cup"));
                look(page, "inbox-search" + on);
                page.navigate(url("/inbox/" + full.id().value()));
                look(page, "talk" + on);
                page.locator(".talk-more > summary").click();
                look(page, "talk-menu" + on);
                page.navigate(url("/inbox/" + full.id().value() + "/merge"));
                look(page, "talk-merge" + on);
                page.navigate(url("/inbox/new?customer=" + full.customer().value()));
                look(page, "talk-new" + on);
            }
        }
    }

    private Conversation fill() {
        Conversation talk = post.mail(
                "maximiliana@example.com",
                LONG,
                "The handle of my cup broke on the second day, and I wonder whether " + LONG + " can have another",
                "Dear all,\n\nthe handle of my cup broke on the second day.\nWhat now?\n\nM.");
        conversations.reply(
                talk.id(),
                Post.reply("Dear Maximiliana,\n\nwe are sorry. Another one leaves today.\n\nBen"),
                By.member(ben));
        conversations.note(talk.id(), "@Ada Lovelace she is with us since 2019; could you see to it?", By.member(ben));
        Conversation other = post.mail(
                "maximiliana@example.com",
                LONG,
                "Another question",
                "And one more: is it dishwasher-safe? " + "x".repeat(200));
        conversations.merge(other.id(), talk.id(), By.member(ben));
        conversations.change(List.of(talk.id()), new Deed.Label("complaint", true), By.member(ben));
        conversations.change(List.of(talk.id()), new Deed.Rank(Priority.URGENT), By.member(ben));
        conversations.change(List.of(talk.id()), new Deed.Assign(ada), By.member(ben));
        application
                .getBean(Promises.class)
                .make(
                        new Draft(
                                Whom.customer(talk.customer()),
                                PromiseKind.DELIVERY,
                                "Another cup",
                                new Deadline(Instant.now().plus(Duration.ofDays(2)), ZoneId.of("Europe/Berlin"))),
                        valentine.promise.By.member(ben));
        post.mail("hebrew@example.com", HEBREW, HEBREW, HEBREW + " " + HEBREW);
        post.chat("v7", "Max", "Is anybody there?");
        Conversation failed = post.mail("full@example.com", "Lena Full", "Invoice", "Please send it again.");
        conversations.reply(failed.id(), Post.reply("Here it is."), By.member(ada));
        var departed = application
                .getBean(valentine.channel.Door.class)
                .find(java.util.Objects.requireNonNull(
                        conversations.messages(failed.id(), 9).getLast().departure()))
                .orElseThrow();
        new org.springframework.transaction.support.TransactionTemplate(
                        application.getBean(org.springframework.transaction.PlatformTransactionManager.class))
                .executeWithoutResult(_ -> application.getBean(Receiving.class).failed(departed));
        Conversation done = post.chat("v8", "Nina", "Thanks, that was quick.");
        conversations.change(List.of(done.id()), new Deed.Stand(Status.RESOLVED), By.member(ben));
        return conversations.find(talk.id()).orElseThrow();
    }

    private Conversation now(Conversation before) {
        return conversations.find(before.id()).orElseThrow();
    }

    private Page open(MemberId who, int width, ColorScheme scheme, boolean scripts) {
        Member member = application.getBean(Members.class).one(who).orElseThrow();
        String session = application.getBean(Sessions.class).start(member, "Firefox on Linux", "password");
        BrowserContext visit = chromium.visitor(width, scheme, scripts);
        visit.addCookies(List.of(new com.microsoft.playwright.options.Cookie("valentine", session).setUrl(url("/"))));
        visits.add(visit);
        return visit.newPage();
    }

    private static String url(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return "http://127.0.0.1:" + port + path;
    }

    private static void look(Page page, String name) {
        Chromium.look(page, name);
    }
}
