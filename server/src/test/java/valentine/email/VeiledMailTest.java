package valentine.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.mail.Veil;

/// Mailboxes and outlets by a protected way, of a server whose certificate is trusted and of one whose is not.
class VeiledMailTest {
    private final GreenMail post = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    @TempDir
    private Path folder;

    @BeforeEach
    void the_post_opens() {
        post.start();
        post.setUser("support@shop.example", "support", "secret");
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void mails_come_in_and_go_out_by_tls_and_by_starttls_of_who_is_trusted_and_of_nobody_else() throws Exception {
        Path store = Veil.certificate(folder);
        record Case(Server.Service service, Server.Security security, Veil.Way way, int port, String well) {}
        int imap = post.getImap().getPort();
        int smtp = post.getSmtp().getPort();
        for (Case one : List.of(
                new Case(Server.Service.IMAP, Server.Security.TLS, Veil.Way.TLS, imap, "Mails: 0"),
                new Case(Server.Service.IMAP, Server.Security.STARTTLS, Veil.Way.IMAP_STARTTLS, imap, "Mails: 0"),
                new Case(Server.Service.SMTP, Server.Security.TLS, Veil.Way.TLS, smtp, "Open"),
                new Case(Server.Service.SMTP, Server.Security.STARTTLS, Veil.Way.SMTP_STARTTLS, smtp, "Open"))) {
            try (Veil veil = new Veil(one.way(), store, one.port())) {
                assertThat(said(Veil.trusting(store), one.service(), "localhost", veil.port(), one.security()))
                        .as(one.toString())
                        .contains(one.well());
                assertThat(said(List.of(), one.service(), "localhost", veil.port(), one.security()))
                        .as(one.toString())
                        .contains("Refused: The protected way to localhost failed");
                // The certificate is good, but for another name.
                assertThat(said(Veil.trusting(store), one.service(), "127.0.0.1", veil.port(), one.security()))
                        .as(one.toString())
                        .contains("Refused: ");
            }
        }
    }

    private static String said(List<String> options, Object... arguments) throws Exception {
        return Veil.said(VeiledMail.class, options, arguments);
    }
}
