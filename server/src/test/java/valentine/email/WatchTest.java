package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.db.TestDatabase;

/// A mailbox that is watched by a running server.
class WatchTest {
    private static final String ALLOW = "valentine.allow-private-address";
    private static final int PORT = freePort();
    private static final int SLOW = freePort();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private static final JdbcClient jdbc = database.jdbc();
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void a_server() {
        System.setProperty(ALLOW, "127.0.0.1:" + PORT + ",127.0.0.1:" + SLOW);
        application = Application.serve(database.open(), "127.0.0.1", 0);
    }

    @AfterAll
    static void it_ends() {
        application.close();
        System.clearProperty(ALLOW);
    }

    @Test
    void what_comes_is_kept_at_once_and_again_after_the_mail_server_was_away() throws Exception {
        GreenMail post = post("secret");
        append(post, "<1@example.com>");
        ConnectionId id = connect(PORT, "secret");
        until(() -> kept(id) == 1);
        append(post, "<2@example.com>");
        Instant came = Instant.now();
        until(() -> kept(id) == 2);
        assertThat(Duration.between(came, Instant.now())).isLessThan(Duration.ofSeconds(10));

        post.stop();
        until(() -> String.valueOf(trouble(id)).contains("Nothing comes in"));
        assertThat(trouble(id)).contains("nobody answers", "none is lost");

        // The same mailbox after the server was set up anew: all numbers are others.
        GreenMail again = post("secret");
        append(again, "<1@example.com>");
        append(again, "<2@example.com>");
        append(again, "<3@example.com>");
        until(() -> kept(id) == 3);
        until(() -> trouble(id) == null);
        application.getBean(Connections.class).end(id, Actor.CONSOLE);
        again.stop();
    }

    @Test
    void a_mailbox_whose_set_up_cannot_be_read_says_so_and_holds_up_no_other() throws Exception {
        Connections connections = application.getBean(Connections.class);
        ConnectionId broken =
                connections.connect(Medium.EMAIL, "Broken", "broken@shop.example", Map.of(), Map.of(), Actor.CONSOLE);
        GreenMail post = post("secret");
        ConnectionId fine = connect(PORT, "secret");
        append(post, "<fine@example.com>");

        until(() -> String.valueOf(trouble(broken)).contains("cannot be read"));
        until(() -> kept(fine) == 1);
        connections.end(broken, Actor.CONSOLE);
        connections.end(fine, Actor.CONSOLE);
        post.stop();
    }

    @Test
    void a_wrong_password_and_a_slow_server_are_told_in_words() throws Exception {
        GreenMail post = post("another");
        ConnectionId id = connect(PORT, "secret");
        until(() -> String.valueOf(trouble(id)).contains("does not accept the user name and password"));
        application.getBean(Connections.class).end(id, Actor.CONSOLE);
        post.stop();

        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket socket = new ServerSocket(SLOW, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> drip(socket, over));
            ConnectionId slow = connect(SLOW, "secret");
            GreenMail fine = post("secret");
            ConnectionId quick = connect(PORT, "secret");
            append(fine, "<q@example.com>");
            until(() -> kept(quick) == 1);
            assertThat(kept(slow)).isZero();
            application.getBean(Connections.class).end(slow, Actor.CONSOLE);
            application.getBean(Connections.class).end(quick, Actor.CONSOLE);
            fine.stop();
        } finally {
            over.countDown();
        }
    }

    /// A byte every second and a half.
    private static void drip(ServerSocket server, CountDownLatch over) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                for (char c : "* OK I am here, and slow".repeat(100).toCharArray()) {
                    caller.getOutputStream().write(c);
                    caller.getOutputStream().flush();
                    if (over.await(1_500, TimeUnit.MILLISECONDS)) return;
                }
            } catch (IOException | InterruptedException _) {
                // The other side had enough, or the test is over.
            }
        }
    }

    private static GreenMail post(String password) {
        GreenMail post = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        post.start();
        post.setUser("support@shop.example", "support", password);
        return post;
    }

    private static ConnectionId connect(int port, String password) {
        Server imap = new Server(Server.Service.IMAP, "127.0.0.1", port, Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", 25, Server.Security.NONE, "");
        return application
                .getBean(Connections.class)
                .connect(
                        Medium.EMAIL,
                        "Support",
                        "support@shop.example",
                        new Account("support@shop.example", Set.of(), imap, smtp, "", null).settings(),
                        Map.of(Account.IMAP_PASSWORD, password),
                        Actor.CONSOLE);
    }

    private static void append(GreenMail post, String name) throws Exception {
        String mail = "From: Zoe <zoe@example.com>\r\nSubject: Hi\r\nMessage-ID: " + name + "\r\n\r\nHello";
        GreenMailUser user = post.getManagers().getUserManager().getUser("support");
        post.getManagers()
                .getImapHostManager()
                .getInbox(user)
                .appendMessage(
                        new MimeMessage(
                                Session.getInstance(new Properties()),
                                new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))),
                        new Flags(),
                        new Date());
    }

    private static long kept(ConnectionId id) {
        return jdbc.sql("SELECT count(*) FROM channel.arrival WHERE connection = :id")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    private static String trouble(ConnectionId id) {
        return application
                .getBean(Connections.class)
                .find(id)
                .map(Connection::trouble)
                .orElse(null);
    }

    private static void until(BooleanSupplier state) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(90);
        CountDownLatch never = new CountDownLatch(1);
        while (!state.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            never.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
