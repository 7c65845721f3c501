package valentine.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.db.TestDatabase;
import valentine.mail.Mails.Sending;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;

class MailsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();
    private static final Member owner = new Member(new MemberId(1), "maja@example.com", "Maja", Role.OWNER);

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Mails mails = application.getBean(Mails.class);
    private final Outbox outbox = application.getBean(Outbox.class);
    private final Delivery delivery = application.getBean(Delivery.class);
    private final MailServers servers = application.getBean(MailServers.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

    @BeforeEach
    void an_empty_outbox_and_a_mail_server() {
        for (String table : List.of("mail.letter CASCADE", "mail.proven", "mail.spent", "mail.server")) {
            jdbc.sql("TRUNCATE " + table).update();
        }
        delivery.hurry();
        post.start();
        serverAt(post.getSmtp().getPort());
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void a_letter_leaves_after_the_transaction_that_wrote_it_and_not_without_it() throws Exception {
        transaction.executeWithoutResult(status -> {
            mails.send(letter("never"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> mails.send(letter("once")));
        delivery.round();

        assertThat(post.getReceivedMessages()).hasSize(1);
        MimeMessage came = post.getReceivedMessages()[0];
        assertThat(came.getSubject()).isEqualTo("Your link, Zoë");
        assertThat(came.getHeader("From", null)).contains("hello@shop.example");
        assertThat(came.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        MimeMultipart both = (MimeMultipart) came.getContent();
        assertThat((String) both.getBodyPart(0).getContent())
                .contains("Hello <b>Zoë</b>", "https://hearts.example/me/secret");
        assertThat((String) both.getBodyPart(1).getContent())
                .contains("Hello &lt;b&gt;Zoë&lt;/b&gt;", "href=\"https://hearts.example/me/secret\"")
                .doesNotContain("<b>Zo");
        assertThat(states()).containsExactly("sent");
    }

    @Test
    void a_letter_written_twice_is_one_letter() {
        Sending first = mails.send(letter("promise 7 due"));
        Sending second = mails.send(letter("promise 7 due"));
        delivery.round();

        assertThat(second).isEqualTo(new Sending.Already(first.letter()));
        assertThat(post.getReceivedMessages()).hasSize(1);
    }

    @Test
    void without_a_mail_server_letters_wait_and_leave_once_there_is_one() {
        jdbc.sql("TRUNCATE mail.server").update();
        mails.send(letter("early"));
        delivery.round();
        assertThat(states()).containsExactly("waiting");

        serverAt(post.getSmtp().getPort());
        delivery.round();
        assertThat(states()).containsExactly("sent");
    }

    @Test
    void a_link_that_opens_something_is_sealed_while_it_waits_and_gone_after() {
        mails.send(letter("link"));
        assertThat(everything()).doesNotContain("/me/secret");
        assertThat(jdbc.sql("SELECT sealed FROM mail.letter")
                        .query(byte[].class)
                        .single())
                .isNotEmpty();

        delivery.round();
        assertThat(everything()).doesNotContain("/me/secret");
        assertThat(jdbc.sql("SELECT count(*) FROM mail.letter WHERE sealed IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_the_server_says_is_understood() throws Exception {
        Map<Map<String, String>, State> meanings = Map.of(
                Map.of("RCPT", "550 no such user"), State.REFUSED,
                Map.of("RCPT", "450 greylisted"), State.WAITING,
                Map.of("MAIL", "550 not from you"), State.WAITING,
                Map.of(".", "554 looks like spam"), State.REFUSED,
                Map.of(".", "451 try later"), State.WAITING,
                Map.of(".", ""), State.DOUBTFUL,
                Map.of("DATA", ""), State.WAITING,
                Map.of("EHLO", "421 too busy", "HELO", "421 too busy"), State.WAITING);
        for (var meaning : meanings.entrySet()) {
            jdbc.sql("TRUNCATE mail.letter CASCADE").update();
            delivery.hurry();
            try (Script script = new Script(meaning.getKey())) {
                serverAt(script.port());
                LetterId id = mails.send(to(UUID.randomUUID() + "@example.com")).letter();
                delivery.round();
                assertThat(outbox.one(id).orElseThrow().state())
                        .as(meaning.getKey().toString())
                        .isEqualTo(meaning.getValue());
                assertThat(outbox.lastReason(id))
                        .as(meaning.getKey().toString())
                        .isNotBlank();
            }
        }
    }

    @Test
    void a_server_that_is_away_is_asked_once_for_all_letters_and_the_reason_is_said() {
        post.stop();
        IntStream.range(0, 5).forEach(i -> mails.send(to("away" + i + "@example.com")));
        delivery.round();

        assertThat(states()).containsOnly("waiting");
        assertThat(jdbc.sql("SELECT sum(tries) FROM mail.letter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(reasons()).anyMatch(reason -> reason.contains("With 127.0.0.1"));
    }

    @Test
    void a_certificate_that_nobody_vouches_for_gets_no_letter() {
        GreenMail sealed = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        sealed.start();
        try {
            servers.set(
                    new MailServer(
                            "127.0.0.1",
                            sealed.getSmtps().getPort(),
                            MailServer.Security.TLS,
                            "",
                            null,
                            "hello@shop.example"),
                    "",
                    owner);
            mails.send(letter("private"));
            delivery.round();
            assertThat(sealed.getReceivedMessages()).isEmpty();
            assertThat(states()).containsExactly("waiting");
            assertThat(reasons()).anyMatch(reason -> reason.contains("protected way"));
        } finally {
            sealed.stop();
        }
    }

    @Test
    void after_eight_rests_a_letter_is_given_up_with_its_reason() throws Exception {
        try (Script script = new Script(Map.of("RCPT", "450 greylisted"))) {
            serverAt(script.port());
            mails.send(letter("patient"));
            for (int i = 0; i < 9; i++) {
                jdbc.sql("UPDATE mail.letter SET due_at = now() - interval '1 second', late_at = NULL")
                        .update();
                delivery.round();
            }
            assertThat(states()).containsExactly("refused");
            assertThat(reasons()).anyMatch(reason -> reason.startsWith("Given up after 9 tries"));
        }
    }

    @Test
    void who_was_killed_between_the_handing_over_and_the_note_leaves_one_doubt_and_says_so() {
        mails.send(letter("killed"));
        mails.send(to("second@example.com"));
        assertThat(outbox.take()).isPresent();
        delivery.round();
        jdbc.sql("UPDATE mail.letter SET due_at = now() - interval '1 second' WHERE state = 'leaving'")
                .update();
        delivery.round();

        assertThat(states()).containsExactly("doubtful", "sent");
        assertThat(reasons()).anyMatch(reason -> reason.contains("may have gone or not"));
    }

    @Test
    void a_letter_that_is_sent_again_is_the_same_mail() throws Exception {
        LetterId id = mails.send(letter("again")).letter();
        delivery.round();
        String before = post.getReceivedMessages()[0].getMessageID();
        jdbc.sql("UPDATE mail.letter SET state = 'doubtful', button = NULL").update();
        outbox.move(id, List.of(State.DOUBTFUL), State.WAITING, Instant.now(), "Once more.", null);
        delivery.round();

        assertThat(post.getReceivedMessages()).hasSize(2);
        assertThat(post.getReceivedMessages()[1].getMessageID()).isEqualTo(before);
    }

    @Test
    void what_nobody_proved_gets_a_few_letters_and_what_somebody_proved_gets_all() {
        List<Sending> some = IntStream.range(0, 5)
                .mapToObj(_ -> mails.send(to("ben@example.com")))
                .toList();
        assertThat(some).filteredOn(Sending.Waiting.class::isInstance).hasSize(Budget.ADDRESS_HOURLY);
        assertThat(some).filteredOn(Sending.Stopped.class::isInstance).hasSize(2);

        mails.prove("ben@example.com");
        List<Sending> all = IntStream.range(0, 20)
                .mapToObj(_ -> mails.send(to("ben@example.com")))
                .toList();
        assertThat(all).allMatch(Sending.Waiting.class::isInstance);
    }

    @Test
    void the_whole_firm_has_a_budget_for_addresses_that_nobody_proved_even_from_many_hands_at_once() {
        List<Sending> all = IntStream.range(0, Budget.FIRM_HOURLY + 50)
                .parallel()
                .mapToObj(i -> mails.send(to("stranger" + i + "@example.com")))
                .toList();
        assertThat(all).filteredOn(Sending.Waiting.class::isInstance).hasSize(Budget.FIRM_HOURLY);
    }

    @Test
    void a_letter_that_is_too_late_does_not_leave() {
        mails.send(letter("late"));
        jdbc.sql("UPDATE mail.letter SET late_at = now() - interval '1 second'").update();
        delivery.round();

        assertThat(states()).containsExactly("late");
        assertThat(post.getReceivedMessages()).isEmpty();
    }

    @Test
    void nothing_in_a_letter_can_make_a_header_of_its_own() {
        for (String evil : List.of("a\r\nBcc: all@example.com", "a\nb", "a\0b", "a\u2028b", "a\u202Eb", "\t")) {
            assertThatThrownBy(() -> new Letter(
                            "k", "kind", receiver("a@example.com"), evil, List.of("x"), null, "why", null, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(new Receiver("a@example.com", evil, false).name())
                    .doesNotContainPattern("[\\r\\n\\x00\\u2028\\u202E]");
        }
        for (String evil : List.of(
                "a@example.com\r\nBcc: b@example.com",
                "a@example.com,b@example.com",
                "<a@example.com>",
                "A <a@example.com>",
                "a@example.com>",
                "(x)a@example.com",
                "a b@example.com",
                "\"a\"@example.com",
                "a@[127.0.0.1]",
                "a@localhost",
                "@example.com",
                "a@",
                "zoë@example.com",
                "")) {
            assertThat(Receiver.outside(evil, "")).as(evil).isEmpty();
        }
    }

    @Test
    void the_password_of_the_mail_server_is_kept_sealed_and_never_follows_to_another_server() {
        servers.set(server("smtp.example.com", "maja", "s3cret-words"), "", owner);
        assertThat(jdbc.sql("SELECT s::text FROM mail.server s")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain("s3cret-words");
        servers.set(server("smtp.example.com", "maja", null), "https://hearts.example", owner);
        assertThat(servers.current().map(MailServer::password)).hasValue("s3cret-words");
        servers.set(server("evil.example.com", "maja", null), "", owner);
        assertThat(servers.current().map(server -> String.valueOf(server.password())))
                .hasValue("null");
        assertThat(application
                        .getBean(valentine.audit.Audit.class)
                        .newest(Long.MAX_VALUE, 1)
                        .getFirst()
                        .act())
                .isEqualTo("mail server changed");
    }

    private static MailServer server(String host, String user, @Nullable String password) {
        return new MailServer(host, 587, MailServer.Security.STARTTLS, user, password, "hello@shop.example");
    }

    private void serverAt(int port) {
        servers.set(
                new MailServer("127.0.0.1", port, MailServer.Security.NONE, "", null, "hello@shop.example"), "", owner);
    }

    private static Letter letter(String key) {
        return new Letter(
                key,
                "link to the own page",
                receiver("zoe@example.com"),
                "Your link, Zoë",
                List.of("Hello <b>Zoë</b>,", "here is your link."),
                new Letter.Button("Open your page", "https://hearts.example/me/secret", true),
                "You asked for it.",
                null,
                Instant.now().plusSeconds(900));
    }

    private static Letter to(String address) {
        return new Letter(
                UUID.randomUUID().toString(),
                "word",
                receiver(address),
                "A word",
                List.of("Hello."),
                null,
                "You asked for it.",
                null,
                null);
    }

    private static Receiver receiver(String address) {
        return Receiver.outside(address, "Zoë").orElseThrow();
    }

    private static List<String> states() {
        return jdbc.sql("SELECT state FROM mail.letter ORDER BY id")
                .query(String.class)
                .list();
    }

    private static List<String> reasons() {
        return jdbc.sql("SELECT reason FROM mail.step ORDER BY id")
                .query(String.class)
                .list();
    }

    private static String everything() {
        return Stream.of("mail.letter", "mail.step")
                .flatMap(table -> jdbc.sql("SELECT t::text FROM " + table + " t").query(String.class).list().stream())
                .collect(Collectors.joining("\n"));
    }
}
