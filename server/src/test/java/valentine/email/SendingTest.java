package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.SocketFactory;
import org.apache.james.jdkim.DKIMVerifier;
import org.jspecify.annotations.Nullable;
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
import valentine.channel.Departed;
import valentine.channel.DepartureId;
import valentine.channel.Handover;
import valentine.channel.Intent;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.channel.Parcel;
import valentine.channel.State;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.db.TestDatabase;
import valentine.mail.Script;
import valentine.team.MemberId;

class SendingTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Connections connections = application.getBean(Connections.class);
    private final SmtpCarrier carrier =
            new SmtpCarrier(connections, application.getBean(Storm.class), SocketFactory.getDefault());

    @BeforeEach
    void a_mail_server() {
        jdbc.sql("TRUNCATE email.spent").update();
        post.start();
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void a_mail_says_of_whom_to_whom_and_after_what_it_is() throws Exception {
        Parcel parcel = parcel(
                departed("zoe@example.com", "Grüße", "Hello Zoë", "<p>Hello</p>", new MemberId(1)),
                post.getSmtp().getPort(),
                List.of("<1@example.com>", "<2@shop.example>"),
                Map.of(
                        "List-Unsubscribe", "<https://shop.example/unsubscribe/x>",
                        "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        assertThat(carrier.hand(parcel)).isEqualTo(new Handover.Taken("<7@shop.example>"));

        MimeMessage came = post.getReceivedMessages()[0];
        assertThat(came.getMessageID()).isEqualTo("<7@shop.example>");
        assertThat(came.getSubject()).isEqualTo("Grüße");
        assertThat(came.getFrom()[0].toString()).contains("support@shop.example");
        assertThat(came.getHeader("Cc", null)).isEqualTo("ben@example.com");
        assertThat(came.getHeader("In-Reply-To", null)).isEqualTo("<2@shop.example>");
        assertThat(came.getHeader("References", null)).contains("<1@example.com>", "<2@shop.example>");
        assertThat(came.getHeader("List-Unsubscribe", null)).isEqualTo("<https://shop.example/unsubscribe/x>");
        assertThat(came.getHeader("Auto-Submitted")).isNull();
        Mail read = MailParser.read(bytes(came), Instant.now());
        assertThat(read.text()).isEqualTo("Hello Zoë");
        assertThat(read.html()).contains("<p>Hello</p>");
        assertThat(read.attachments()).extracting(NewAttachment::name).containsExactly("Rechnung März.pdf");
    }

    @Test
    void what_the_server_says_is_understood() throws Exception {
        Map<Map<String, String>, Class<? extends Handover>> meanings = Map.of(
                Map.of("RCPT", "550 no such user"), Handover.Refused.class,
                Map.of("RCPT", "450 greylisted"), Handover.Later.class,
                Map.of("MAIL", "550 not from you"), Handover.Later.class,
                Map.of(".", "554 looks like spam"), Handover.Refused.class,
                Map.of(".", "451 try later"), Handover.Later.class,
                Map.of(".", ""), Handover.Doubt.class,
                Map.of("DATA", ""), Handover.Later.class,
                Map.of("EHLO", "421 too busy", "HELO", "421 too busy"), Handover.Later.class);
        for (var meaning : meanings.entrySet()) {
            try (Script script = new Script(meaning.getKey())) {
                assertThat(carrier.hand(plain(script.port(), new MemberId(1))))
                        .as(meaning.getKey().toString())
                        .isInstanceOf(meaning.getValue());
            }
        }
    }

    @Test
    void a_server_that_is_away_is_told_on_the_connection_until_it_is_back() {
        int port = post.getSmtp().getPort();
        post.stop();
        Parcel parcel = plain(port, new MemberId(1));
        assertThat(carrier.hand(parcel)).isInstanceOf(Handover.Later.class);
        ConnectionId id = parcel.connection().id();
        assertThat(connections.find(id).orElseThrow().trouble()).contains("Nothing goes out", "nobody answers");
    }

    @Test
    void what_no_person_wrote_is_marked_and_ends_after_a_few() throws Exception {
        for (int i = 0; i < Storm.HOURLY; i++) {
            assertThat(carrier.hand(plain(post.getSmtp().getPort(), null))).isInstanceOf(Handover.Taken.class);
        }
        assertThat(carrier.hand(plain(post.getSmtp().getPort(), null))).isInstanceOf(Handover.Refused.class);
        assertThat(carrier.hand(plain(post.getSmtp().getPort(), new MemberId(1))))
                .isInstanceOf(Handover.Taken.class);
        assertThat(post.getReceivedMessages()).hasSize(Storm.HOURLY + 1);
        assertThat(post.getReceivedMessages()[0].getHeader("Auto-Submitted", null))
                .isEqualTo("auto-generated");
    }

    @Test
    void a_signed_mail_is_as_its_domain_says() throws Exception {
        Signature signature = new Signature("shop.example", Signature.newKey());
        assertThat(signature.record()).startsWith("v=DKIM1; k=rsa; p=MIIB");
        assertThat(signature.toString()).doesNotContain(signature.key());
        Envelope mail = Envelope.of(plain(25, new MemberId(1)), Account.of(connection(25)), Optional.of(signature));
        byte[] raw = bytes(mail);

        DKIMVerifier verifier = new DKIMVerifier((method, selector, token) -> {
            assertThat(selector + "._domainkey." + token).isEqualTo(signature.recordName());
            return List.of(signature.record());
        });
        assertThat(verifier.verify(new ByteArrayInputStream(raw))).hasSize(1);
        assertThat(new String(raw, java.nio.charset.StandardCharsets.US_ASCII)).startsWith("DKIM-Signature: ");
    }

    @Test
    void nothing_in_a_mail_can_make_a_header_of_its_own() throws Exception {
        Random random = new Random(3);
        String[] evils = {
            "\r\nBcc: all@example.com",
            "\nBcc: all@example.com",
            "\rBcc: all@example.com",
            "\r\n\r\n<script>",
            "\0",
            "\u2028Bcc: all@example.com",
            "\u0085Bcc: all@example.com",
            "%0d%0aBcc: all@example.com",
            "\r\n .\r\n",
            "\u000bBcc: all@example.com",
            "=?utf-8?Q?=0D=0ABcc:_all@example.com?=",
            "é\r\nBcc: all@example.com",
            "\u202E",
            "嘊嘍Bcc: all@example.com",
            ",all@example.com",
            "> <all@example.com",
            ";all@example.com",
            "\t\r\n\tBcc: x"
        };
        Connection connection = connection(25);
        Account account = Account.of(connection);
        int written = 0;
        for (int i = 0; i < 100_000; i++) {
            String evil = evils[random.nextInt(evils.length)] + evils[random.nextInt(evils.length)];
            int place = i % 8;
            Departed departed = new Departed(
                    new DepartureId(7),
                    "k",
                    connection.id(),
                    new ThreadId(1),
                    new CustomerId(1),
                    new Handle(Handle.Kind.EMAIL, "zoe@example.com" + (place == 0 ? evil : "")),
                    List.of("ben@example.com" + (place == 1 ? evil : "")),
                    "Hello" + (place == 2 ? evil : ""),
                    "Text",
                    null,
                    Intent.ANSWER,
                    null,
                    new MemberId(1),
                    "<7@shop.example" + (place == 3 ? evil : "") + ">",
                    State.SENDING,
                    "",
                    Instant.EPOCH,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH);
            Parcel parcel = new Parcel(
                    departed,
                    place == 7 ? named(connection, "Support" + evil) : connection,
                    List.of(),
                    List.of("<1@example.com" + (place == 4 ? evil : "") + ">"),
                    Map.of("X-Any" + (place == 5 ? evil : ""), "value" + (place == 6 ? evil : "")));
            try {
                MimeMessage mail = Envelope.of(parcel, account, Optional.empty());
                written++;
                assertThat(mail.getHeader("Bcc")).as(place + evil).isNull();
                assertThat(mail.getAllRecipients()).as(place + evil).hasSize(2);
                assertThat(mail.getHeader("Subject")).hasSize(1);
                assertThat(mail.getContent().toString().strip()).isEqualTo("Text");
            } catch (Envelope.Unfit _) {
                // What cannot be made fit is refused.
            }
        }
        assertThat(written).isGreaterThan(30_000);
    }

    private Parcel plain(int port, @Nullable MemberId writer) {
        return parcel(departed("zoe@example.com", "Hello", "Text", null, writer), port, List.of(), Map.of());
    }

    private Parcel parcel(Departed departed, int port, List<String> references, Map<String, String> headers) {
        return new Parcel(
                departed,
                connection(port),
                departed.html() == null
                        ? List.of()
                        : List.of(new NewAttachment("Rechnung März.pdf", "application/pdf", new byte[10], null)),
                references,
                headers);
    }

    private static Departed departed(
            String to, String subject, String text, @Nullable String html, @Nullable MemberId writer) {
        return new Departed(
                new DepartureId(7),
                "k",
                new ConnectionId(1),
                new ThreadId(1),
                new CustomerId(1),
                Handle.email(to).orElseThrow(),
                html == null ? List.of() : List.of("ben@example.com"),
                subject,
                text,
                html,
                Intent.ANSWER,
                null,
                writer,
                "<7@shop.example>",
                State.SENDING,
                "",
                Instant.now(),
                1,
                Instant.now(),
                Instant.now());
    }

    private Connection connection(int port) {
        Server imap = new Server(Server.Service.IMAP, "127.0.0.1", 143, Server.Security.NONE, "support");
        Server smtp = new Server(Server.Service.SMTP, "127.0.0.1", port, Server.Security.NONE, "");
        ConnectionId id = connections.connect(
                Medium.EMAIL,
                "Support",
                "support@shop.example",
                new Account("support@shop.example", Set.of(), imap, smtp, "", null).settings(),
                Map.of(),
                Actor.CONSOLE);
        return connections.find(id).orElseThrow();
    }

    private static Connection named(Connection connection, String name) {
        return new Connection(
                connection.id(), connection.medium(), name, connection.address(), connection.settings(), true, null);
    }

    private static byte[] bytes(MimeMessage mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toByteArray();
    }
}
