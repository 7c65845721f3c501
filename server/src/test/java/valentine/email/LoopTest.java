package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.channel.Arrival;
import valentine.channel.ArrivalId;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.Outgoing;
import valentine.channel.Post;
import valentine.db.TestDatabase;
import valentine.team.MemberId;

/// Mailboxes that answer by themselves, and servers that are away or slow, over real SMTP and IMAP.
class LoopTest {
    private static final String ROBOT = "robot@example.com";
    private static final String SUPPORT = "support@shop.example";

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();

    private final Connections connections = application.getBean(Connections.class);
    private final SmtpCarrier carrier =
            new SmtpCarrier(connections, application.getBean(Storm.class), SocketFactory.getDefault());
    private final Post courier = new Post(application, List.of(carrier));
    private final Door door = application.getBean(Door.class);
    private GreenMail post = new GreenMail();
    private Connection connection;

    @BeforeEach
    void two_mailboxes() {
        jdbc.sql("TRUNCATE email.spent, channel.connection, channel.thread, conversation.conversation CASCADE")
                .update();
        post = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        post.start();
        post.setUser(SUPPORT, "support", "secret");
        post.setUser(ROBOT, "robot", "secret");
        connection = connect(post.getSmtp().getPort(), post.getImap().getPort());
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void two_machines_that_answer_each_other_end_within_the_small_budget() throws Exception {
        robotWrites("I am a robot and hide it", Map.of());
        int answered = 0;
        for (int round = 0; round < 3 * Storm.HOURLY; round++) {
            take();
            answerAll();
            courier.handOver();
            int came = inbox("robot").length;
            for (; answered < came; answered++) robotWrites("Thank you for your mail", Map.of());
        }
        assertThat(inbox("robot")).hasSize(Storm.HOURLY);
        assertThat(inbox("support")).hasSize(Storm.HOURLY + 1);
        assertThat(jdbc.sql("SELECT why FROM channel.departure WHERE state = 'failed' ORDER BY id LIMIT 1")
                        .query(String.class)
                        .single())
                .contains("two machines");
    }

    @Test
    void a_machine_that_says_so_opens_nothing_and_gets_no_answer() throws Exception {
        robotWrites("Out of office", Map.of("Auto-Submitted", "auto-replied"));
        robotWrites("Out of office", Map.of("X-Auto-Response-Suppress", "All"));
        robotWrites("News", Map.of("List-Id", "<news.example.com>"));
        take();
        courier.handOver();
        assertThat(jdbc.sql("SELECT DISTINCT sort FROM channel.arrival")
                        .query(String.class)
                        .list())
                .containsExactly("automatic");
        assertThat(jdbc.sql("SELECT DISTINCT status FROM conversation.conversation")
                        .query(String.class)
                        .list())
                .containsExactly("resolved");
        assertThat(jdbc.sql("SELECT count(*) FROM channel.departure")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(inbox("robot")).isEmpty();
    }

    @Test
    void while_the_server_is_away_nothing_is_lost_and_the_connection_says_so() throws Exception {
        robotWrites("Hello", Map.of());
        take();
        int smtp = post.getSmtp().getPort();
        post.stop();
        Arrival arrival = arrivals(0).getFirst();
        for (int i = 0; i < 3; i++) door.send(answer(arrival, "letter " + i, new MemberId(1)));
        courier.handOver();
        assertThat(states()).containsOnly("waiting");
        assertThat(trouble()).contains("Nothing goes out", "nobody answers");

        // An hour later.
        due();
        courier.handOver();
        assertThat(states()).containsOnly("waiting");
        post = new GreenMail(new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        due();
        courier.handOver();
        assertThat(states()).containsOnly("handed_over").hasSize(3);
        assertThat(post.getReceivedMessages()).hasSize(3);
        assertThat(trouble()).isNull();
    }

    @Test
    void a_server_that_says_a_byte_now_and_then_holds_nothing_up() throws Exception {
        try (Drip drip = new Drip()) {
            robotWrites("Hello", Map.of());
            take();
            Arrival arrival = arrivals(0).getFirst();
            ConnectionId slow = connect(drip.port(), 143).id();
            SmtpCarrier hurried = new SmtpCarrier(
                    connections,
                    application.getBean(Storm.class),
                    SocketFactory.getDefault(),
                    java.time.Duration.ofSeconds(2));
            Post hurriedCourier = new Post(application, List.of(hurried));
            door.send(by(slow, answer(arrival, "slow", new MemberId(1))));
            door.send(answer(arrival, "quick", new MemberId(1)));
            hurriedCourier.handOver();
            assertThat(jdbc.sql("SELECT state || ' ' || why FROM channel.departure ORDER BY id")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("waiting 127.0.0.1 is too slow to take a mail.", "handed_over ");
            assertThat(connections.find(slow).orElseThrow().trouble()).contains("too slow");
        }
    }

    private void take() throws Exception {
        try (Mailbox box = Mailbox.open(Account.of(connection).imap(), "secret", "INBOX", SocketFactory.getDefault())) {
            application.getBean(Taking.class).take(connection, "INBOX", box, null, () -> true);
        }
    }

    /// A program that answers whatever a person seems to have written.
    private void answerAll() {
        for (Arrival arrival : arrivals(answeredUpTo)) {
            answeredUpTo = arrival.id().value();
            if (arrival.what().sort() == Arriving.Sort.MESSAGE)
                door.send(answer(arrival, "auto " + arrival.id().value(), null));
        }
    }

    private long answeredUpTo;

    private List<Arrival> arrivals(long after) {
        return jdbc
                .sql("SELECT id FROM channel.arrival WHERE id > :after ORDER BY id")
                .param("after", after)
                .query(Long.class)
                .list()
                .stream()
                .map(id -> application
                        .getBean(Arrivals.class)
                        .find(new ArrivalId(id))
                        .orElseThrow())
                .toList();
    }

    private static Outgoing answer(Arrival arrival, String key, MemberId writer) {
        return new Outgoing(
                key,
                arrival.connection().id(),
                arrival.customer(),
                arrival.thread(),
                arrival.what().from().handle(),
                List.of(),
                "Re: " + arrival.what().subject(),
                "We got your mail",
                null,
                List.of(),
                Intent.ANSWER,
                null,
                null,
                writer);
    }

    private static Outgoing by(ConnectionId connection, Outgoing what) {
        return new Outgoing(
                what.key(),
                connection,
                what.customer(),
                what.thread(),
                what.to(),
                what.copies(),
                what.subject(),
                what.text(),
                what.html(),
                what.attachments(),
                what.intent(),
                what.purpose(),
                what.notBefore(),
                what.writer());
    }

    private void robotWrites(String subject, Map<String, String> headers) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(post.getSmtp().getPort()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress(ROBOT));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(SUPPORT));
        mail.setSubject(subject);
        mail.setText("Beep");
        mail.setSentDate(java.util.Date.from(Instant.now()));
        for (var header : headers.entrySet()) mail.setHeader(header.getKey(), header.getValue());
        Transport.send(mail);
    }

    private Object[] inbox(String user) throws Exception {
        var managers = post.getManagers();
        return managers.getImapHostManager()
                .getInbox(managers.getUserManager().getUser(user))
                .getMessages()
                .toArray();
    }

    private Connection connect(int smtpPort, int imapPort) {
        Server imap = new Server(Server.Service.IMAP, "127.0.0.1", imapPort, Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", smtpPort, Server.Security.NONE, "");
        ConnectionId id = connections.connect(
                Medium.EMAIL,
                "Support " + smtpPort,
                SUPPORT,
                new Account(SUPPORT, Set.of(), imap, smtp, "", null).settings(),
                Map.of(Account.IMAP_PASSWORD, "secret"),
                Actor.CONSOLE);
        return connections.find(id).orElseThrow();
    }

    private String trouble() {
        return connections.find(connection.id()).orElseThrow().trouble();
    }

    private static List<String> states() {
        return jdbc.sql("SELECT state FROM channel.departure ORDER BY id")
                .query(String.class)
                .list();
    }

    private static void due() {
        jdbc.sql("UPDATE channel.departure SET due_at = now() - interval '1 second' WHERE state = 'waiting'")
                .update();
    }

    /// A server that greets, a byte every second or so.
    private static final class Drip implements AutoCloseable {
        private final ServerSocket socket;
        private final java.util.concurrent.CountDownLatch over = new java.util.concurrent.CountDownLatch(1);

        Drip() throws java.io.IOException {
            socket = new ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var caller = socket.accept()) {
                    for (char c : "220-slow ".repeat(100).toCharArray()) {
                        caller.getOutputStream().write(c);
                        caller.getOutputStream().flush();
                        if (over.await(1, java.util.concurrent.TimeUnit.SECONDS)) return;
                    }
                } catch (java.io.IOException | InterruptedException _) {
                    // The other side had enough.
                }
            }
        }

        @Override
        public void close() throws java.io.IOException {
            over.countDown();
            socket.close();
        }
    }
}
