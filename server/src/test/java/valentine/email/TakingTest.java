package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.TestDatabase;

class TakingTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final Taking taking = application.getBean(Taking.class);
    private final Connections connections = application.getBean(Connections.class);
    private GreenMailUser user;
    private Connection connection;

    @BeforeEach
    void a_mailbox() {
        post.start();
        user = post.setUser("support@shop.example", "support", "secret");
        Server imap =
                new Server(Server.Service.IMAP, "127.0.0.1", post.getImap().getPort(), Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", 25, Server.Security.NONE, "");
        ConnectionId id = connections.connect(
                Medium.EMAIL,
                "Support",
                "support@shop.example",
                new Account("support@shop.example", java.util.Set.of(), imap, smtp, "", null).settings(),
                Map.of(Account.IMAP_PASSWORD, "secret"),
                Actor.CONSOLE);
        connection = connections.find(id).orElseThrow();
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void each_mail_is_taken_once_and_the_next_look_goes_on_after_it() throws Exception {
        IntStream.range(0, 120).forEach(i -> arrives("<n" + i + "@example.com>", "Mail " + i));
        assertThat(take()).isEqualTo(120);
        assertThat(take()).isZero();
        arrives("<late@example.com>", "Late");
        assertThat(take()).isEqualTo(1);
        assertThat(kept()).isEqualTo(121);
    }

    @Test
    void a_mailbox_whose_numbers_became_others_is_read_anew_without_doubles() throws Exception {
        arrives("<a1@example.com>", "One");
        arrives(null, "Without a name");
        take();
        jdbc.sql("UPDATE email.folder SET uid_validity = 1 WHERE connection = "
                        + connection.id().value())
                .update();
        arrives("<a2@example.com>", "Two");
        assertThat(take()).isEqualTo(3);
        assertThat(kept()).isEqualTo(3);
    }

    @Test
    void what_fails_before_the_mark_moved_comes_again_once() throws Exception {
        IntStream.range(0, 60).forEach(i -> arrives("<f" + i + "@example.com>", "Mail " + i));
        // The database is killed under the second fifty.
        jdbc.sql("""
                CREATE FUNCTION email.stumble() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF new.external_id = '<f57@example.com>' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
                    RETURN new;
                END $$
                """).update();
        jdbc.sql(
                        "CREATE TRIGGER stumble BEFORE INSERT ON channel.arrival FOR EACH ROW EXECUTE FUNCTION email.stumble()")
                .update();
        try {
            assertThatThrownBy(this::take).isInstanceOf(RuntimeException.class);
        } finally {
            jdbc.sql("DROP FUNCTION email.stumble() CASCADE").update();
        }
        assertThat(kept()).isEqualTo(50);
        assertThat(take()).isEqualTo(10);
        assertThat(kept()).isEqualTo(60);
    }

    @Test
    void a_mail_that_nothing_can_keep_keeps_no_other_away() throws Exception {
        IntStream.range(0, 5).forEach(i -> arrives("<p" + i + "@example.com>", "Mail " + i));
        jdbc.sql("ALTER TABLE channel.arrival ADD CONSTRAINT odd CHECK (external_id <> '<p2@example.com>') NOT VALID")
                .update();
        try {
            take();
        } finally {
            jdbc.sql("ALTER TABLE channel.arrival DROP CONSTRAINT odd").update();
        }
        assertThat(kept()).isEqualTo(4);
        assertThat(take()).isZero();
    }

    @Test
    void who_uses_the_name_of_anothers_mail_keeps_nothing_away() throws Exception {
        append("From: eve@example.com\nSubject: x\nMessage-ID: <same@example.com>\n\nEve");
        append("From: zoe@example.com\nSubject: y\nMessage-ID: <same@example.com>\n\nZoe");
        append("From: zoe@example.com\nSubject: y\nMessage-ID: <same@example.com>\nReceived: twice\n\nZoe");
        take();
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void only_mails_of_and_after_a_day_are_taken_if_so_wished() throws Exception {
        arrives("<o1@example.com>", "Old");
        try (Mailbox box = open()) {
            assertThat(taking.take(connection, "INBOX", box, LocalDate.now().plusDays(2), () -> true))
                    .isZero();
        }
        arrives("<o2@example.com>", "New");
        take();
        assertThat(subjects()).containsExactly("New");
    }

    @Test
    void large_mails_come_in_pieces_and_too_large_ones_as_a_word() throws Exception {
        String attached = "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the film.\n--b\n"
                + "Content-Type: video/mp4; name=film.mp4\n\n";
        append("From: a@example.com\nSubject: large" + attached + "0123456789abcde\n".repeat(12 * 65_536) + "--b--");
        append("From: a@example.com\nSubject: huge" + attached + "0123456789abcde\n".repeat(52 * 65_536) + "--b--");
        arrives("<s1@example.com>", "small");
        assertThat(take()).isEqualTo(3);
        assertThat(subjects()).containsExactly("large", "huge", "small");
        assertThat(jdbc.sql("SELECT size FROM channel.attachment ORDER BY id DESC LIMIT 1")
                        .query(Integer.class)
                        .single())
                .isGreaterThan(12 * 1024 * 1024);
        assertThat(texts().get(1)).contains("too large to be kept here").contains("still in the mailbox");
    }

    @Test
    void what_could_act_comes_as_a_file_to_be_saved_and_never_into_a_page() {
        StringBuilder mail = new StringBuilder(
                "From: a@example.com\nSubject: Look\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n");
        mail.append("--b\nContent-Type: text/html\n\n<p>Hi <img src='cid:s'><img src='cid:p'></p>\n");
        String[] files = {
            "application/x-msdownload; name=a.exe",
            "text/html; name=b.html\nContent-Disposition: attachment",
            "image/svg+xml; name=c.svg\nContent-ID: <s>",
            "text/javascript; name=d.js",
            "application/zip; name=e.zip"
        };
        for (String file : files) mail.append("--b\nContent-Type: " + file + "\n\n<script>alert(1)</script>\n");
        // It says of itself that it is a hundred thousand pixels wide and high.
        mail.append("--b\nContent-Type: image/png; name=f.png\nContent-ID: <p>\nContent-Transfer-Encoding: base64\n\n"
                + java.util.Base64.getEncoder().encodeToString(PixelsTest.png(100_000, 100_000)) + "\n--b--\n");
        append(mail.toString());
        assertThatCode(this::take).doesNotThrowAnyException();

        ForeignPage page = new ForeignPage(
                application.getBean(valentine.channel.Arrivals.class),
                application.getBean(valentine.channel.Attachments.class));
        List<Long> ids = jdbc.sql("""
                        SELECT t.id FROM channel.attachment t JOIN channel.arrival a ON a.id = t.arrival
                        WHERE a.connection = :id ORDER BY t.id
                        """)
                .param("id", connection.id().value())
                .query(Long.class)
                .list();
        assertThat(ids).hasSize(6);
        for (long id : ids) {
            var headers = page.file(id).getHeaders();
            assertThat(headers.getFirst("Content-Disposition")).startsWith("attachment");
            assertThat(headers.getFirst("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(headers.getFirst("Content-Security-Policy")).contains("sandbox");
        }
        long arrival = jdbc.sql("SELECT max(id) FROM channel.arrival")
                .query(Long.class)
                .single();
        assertThat(new String(page.html(arrival, "").getBody(), StandardCharsets.UTF_8))
                .contains("Hi")
                .doesNotContain("<script", "data:image/svg", "data:image/png");
    }

    private int take() throws MessagingException {
        try (Mailbox box = open()) {
            return taking.take(connection, "INBOX", box, null, () -> true);
        }
    }

    private Mailbox open() throws MessagingException {
        return Mailbox.open(Account.of(connection).imap(), "secret", "INBOX", SocketFactory.getDefault());
    }

    private void arrives(String name, String subject) {
        append("From: Zoe <zoe@example.com>\nTo: support@shop.example\nSubject: " + subject + "\n"
                + (name == null ? "" : "Message-ID: " + name + "\n") + "\nHello");
    }

    private void append(String mail) {
        try {
            var raw = new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            post.getManagers()
                    .getImapHostManager()
                    .getInbox(user)
                    .appendMessage(
                            new MimeMessage(Session.getInstance(new Properties()), raw),
                            new Flags(),
                            new java.util.Date());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long kept() {
        return jdbc.sql("SELECT count(*) FROM channel.arrival WHERE connection = :id")
                .param("id", connection.id().value())
                .query(Long.class)
                .single();
    }

    private List<String> subjects() {
        return column("subject");
    }

    private List<String> texts() {
        return column("text");
    }

    private List<String> column(String name) {
        return jdbc.sql("SELECT " + name + " FROM channel.arrival WHERE connection = :id ORDER BY id")
                .param("id", connection.id().value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
