package valentine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;

/// A letter that needs consent is asked about once more right before it leaves.
class AskedOnceMoreTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Consents consents = application.getBean(Consents.class);
    private final Mails mails = application.getBean(Mails.class);
    private final Delivery delivery = application.getBean(Delivery.class);

    @BeforeEach
    void a_mail_server() {
        post.start();
        application
                .getBean(MailServers.class)
                .set(
                        new MailServer(
                                "127.0.0.1",
                                post.getSmtp().getPort(),
                                MailServer.Security.NONE,
                                "",
                                null,
                                "hello@shop.example"),
                        "",
                        new Member(new MemberId(1), "maja@example.com", "Maja", Role.OWNER));
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void a_letter_that_waits_does_not_leave_after_the_consent_was_withdrawn() {
        CustomerId anna = somebody("anna");
        CustomerId ben = somebody("ben");
        for (CustomerId one : List.of(anna, ben)) {
            say(one, ConsentWord.GIVEN, 1);
            mails.send(news(one));
        }
        say(anna, ConsentWord.WITHDRAWN, 2);
        delivery.round();

        assertThat(post.getReceivedMessages()).hasSize(1);
        assertThat(database.jdbc()
                        .sql("SELECT state FROM mail.letter ORDER BY customer DESC")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("stopped", "sent");
    }

    private static Letter news(CustomerId customer) {
        return new Letter(
                "news to " + customer.value(),
                "newsletter",
                Receiver.outside("somebody" + customer.value() + "@example.com", "")
                        .orElseThrow(),
                "News",
                List.of("Spring is here."),
                null,
                "You wanted our news.",
                new Letter.About(customer.value(), "newsletter", "email"),
                null);
    }

    private void say(CustomerId customer, ConsentWord word, int second) {
        consents.say(new Statement(
                customer,
                new PurposeKey("newsletter"),
                Channel.EMAIL,
                word,
                MONDAY.plusSeconds(second),
                Statement.Origin.PROGRAM,
                "a test",
                "",
                ""));
    }

    private CustomerId somebody(String number) {
        return application
                .getBean(Identity.class)
                .resolve(List.of(new Mention(
                        List.of(new Handle(Handle.Kind.EXTERNAL, number)), Map.of(), MONDAY, Trust.SAID, "a test")))
                .getFirst();
    }
}
