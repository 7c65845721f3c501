package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.channel.Arrival;
import valentine.channel.Arrivals;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Door;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.Outgoing;
import valentine.db.TestDatabase;
import valentine.team.MemberId;

/// A server in a process of its own that is killed in the middle of mails.
class KillTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = database.jdbc();
    private final Connections connections = context.getBean(Connections.class);
    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void everything_is_stopped() throws InterruptedException {
        for (Process process : started) process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        post.stop();
    }

    @Test
    void every_mail_comes_in_once_however_often_it_is_killed_between_fetching_and_marking() throws Exception {
        post.start();
        post.setUser("support@shop.example", "support", "secret");
        for (int i = 0; i < 600; i++) append("<k" + i + "@example.com>");
        int imap = post.getImap().getPort();
        ConnectionId id = connect(imap, 25);
        // Each fifty takes a while, so that the blow falls into the middle of one.
        jdbc.sql("""
                CREATE FUNCTION email.dawdle() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(0.01); RETURN new; END $$
                """).update();
        jdbc.sql("CREATE TRIGGER dawdle BEFORE INSERT ON channel.arrival FOR EACH ROW EXECUTE FUNCTION email.dawdle()")
                .update();
        long before = 0;
        for (int blow = 0; blow < 2; blow++) {
            Process process = serve(imap);
            long floor = before;
            until(process, () -> kept(id) > floor);
            process.destroyForcibly().waitFor();
            // Whatever it had in hand is settled by the database first.
            before = kept(id);
            assertThat(before).isLessThan(600);
            lapse();
        }
        jdbc.sql("DROP FUNCTION email.dawdle() CASCADE").update();
        Process last = serve(imap);
        until(last, () -> kept(id) >= 600);
        append("<late@example.com>");
        until(last, () -> kept(id) == 601);
        assertThat(jdbc.sql("SELECT count(DISTINCT external_id) FROM channel.arrival")
                        .query(Long.class)
                        .single())
                .isEqualTo(601);
        assertThat(jdbc.sql("SELECT count(*) FROM history.interaction WHERE kind = 'message_in'")
                        .query(Long.class)
                        .single())
                .isEqualTo(601);
    }

    @Test
    void what_was_leaving_when_it_was_killed_is_one_doubt_and_everything_else_leaves_once() throws Exception {
        try (Counter counter = new Counter()) {
            ConnectionId id = connect(143, counter.port());
            Arrival arrival = arrival(id);
            for (int i = 0; i < 6; i++) context.getBean(Door.class).send(answer(arrival, "letter " + i));
            counter.holdAt(3);
            Process killed = serve(143, counter.port());
            until(killed, () -> counter.held());
            killed.destroyForcibly().waitFor();
            counter.goOn();
            // As long after as nobody knows any more what it had in hand.
            jdbc.sql("UPDATE channel.departure SET due_at = now() - interval '1 second' WHERE state = 'sending'")
                    .update();
            Process second = serve(143, counter.port());
            until(second, () -> states().stream().filter("handed_over"::equals).count() == 5);
            assertThat(states()).containsOnlyOnce("doubt").hasSize(6);
            assertThat(counter.taken()).doesNotHaveDuplicates().hasSize(6);
            assertThat(jdbc.sql("SELECT why FROM channel.departure WHERE state = 'doubt'")
                            .query(String.class)
                            .single())
                    .contains("may have gone or not");
        }
    }

    private Arrival arrival(ConnectionId id) throws Exception {
        String mail = "From: Zoe <zoe@example.com>\nSubject: Hi\nMessage-ID: <1@example.com>\n\nHello";
        return new org.springframework.transaction.support.TransactionTemplate(
                        context.getBean(org.springframework.transaction.PlatformTransactionManager.class))
                .execute(_ -> context.getBean(Arrivals.class)
                        .take(MailParser.read(mail.getBytes(StandardCharsets.UTF_8), Instant.now())
                                .arriving(id, "<1@example.com>", Set.of("support@shop.example"), false))
                        .orElseThrow());
    }

    private static Outgoing answer(Arrival arrival, String key) {
        return new Outgoing(
                key,
                arrival.connection().id(),
                arrival.customer(),
                arrival.thread(),
                arrival.what().from().handle(),
                List.of(),
                key,
                "Text",
                null,
                List.of(),
                Intent.ANSWER,
                null,
                null,
                new MemberId(1));
    }

    private Process serve(int... ports) throws IOException {
        List<String> options = new ArrayList<>();
        for (int port : ports) options.addAll(List.of("--allow-private-address", "127.0.0.1:" + port));
        Path said = database.folder().resolve("said" + started.size());
        Process process = database.serve(ProcessBuilder.Redirect.to(said.toFile()), options.toArray(String[]::new));
        started.add(process);
        return process;
    }

    private ConnectionId connect(int imapPort, int smtpPort) {
        Server imap = new Server(Server.Service.IMAP, "127.0.0.1", imapPort, Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", smtpPort, Server.Security.NONE, "");
        return connections.connect(
                Medium.EMAIL,
                "Support",
                "support@shop.example",
                new Account("support@shop.example", Set.of(), imap, smtp, "", null).settings(),
                Map.of(Account.IMAP_PASSWORD, "secret"),
                Actor.CONSOLE);
    }

    private void append(String name) throws Exception {
        String mail = "From: Zoe <zoe@example.com>\r\nSubject: Hi\r\nMessage-ID: " + name + "\r\n\r\nHello";
        var managers = post.getManagers();
        managers.getImapHostManager()
                .getInbox(managers.getUserManager().getUser("support"))
                .appendMessage(
                        new MimeMessage(
                                Session.getInstance(new Properties()),
                                new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))),
                        new Flags(),
                        new Date());
    }

    private long kept(ConnectionId id) {
        return jdbc.sql("SELECT count(*) FROM channel.arrival WHERE connection = :id")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    private List<String> states() {
        return jdbc.sql("SELECT state FROM channel.departure ORDER BY id")
                .query(String.class)
                .list();
    }

    /// The killed one held the mailbox for a minute.
    private void lapse() {
        jdbc.sql("UPDATE email.lease SET until = now() - interval '1 second'").update();
    }

    private void until(Process process, BooleanSupplier state) throws Exception {
        Instant deadline = Instant.now().plusSeconds(180);
        while (!state.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        java.nio.file.Files.readString(database.folder().resolve("said" + (started.size() - 1))));
            }
        }
    }

    /// A mail server that notes what it took, and keeps one of them waiting for its answer.
    private static final class Counter implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private volatile int holdAt = Integer.MAX_VALUE;
        private volatile boolean held;

        Counter() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        void holdAt(int number) {
            holdAt = number;
        }

        boolean held() {
            return held;
        }

        void goOn() {
            holdAt = Integer.MAX_VALUE;
            goesOn.countDown();
        }

        List<String> taken() {
            return taken;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket caller = socket.accept();
                    Thread.ofVirtual().start(() -> talk(caller));
                } catch (IOException _) {
                    // The test is over.
                }
            }
        }

        private void talk(Socket caller) {
            try (caller) {
                var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                say(caller, "220 counter");
                boolean mail = false;
                String subject = "";
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (mail && line.startsWith("Subject: ")) subject = line;
                    if (mail && !line.equals(".")) continue;
                    if (line.equals(".")) {
                        mail = false;
                        taken.add(subject);
                        if (taken.size() == holdAt) {
                            held = true;
                            goesOn.await();
                        }
                    }
                    if (line.startsWith("DATA")) mail = true;
                    say(caller, mail ? "354 go on" : "250 fine");
                    if (line.startsWith("QUIT")) return;
                }
            } catch (IOException | InterruptedException _) {
                // The other side was killed.
            }
        }

        private static void say(Socket caller, String answer) throws IOException {
            caller.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            caller.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            goesOn.countDown();
            socket.close();
        }
    }
}
