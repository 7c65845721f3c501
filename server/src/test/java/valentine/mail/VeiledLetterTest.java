package valentine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Letters by a protected way, to a server whose certificate is trusted and to one whose is not.
class VeiledLetterTest {
    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    private Path folder;

    @BeforeEach
    void the_post_opens() {
        post.start();
    }

    @AfterEach
    void the_post_closes() {
        post.stop();
    }

    @Test
    void letters_go_by_tls_and_by_starttls_to_who_is_trusted_and_to_nobody_else() throws Exception {
        Path store = Veil.certificate(folder);
        Map<Veil.Way, MailServer.Security> ways =
                Map.of(Veil.Way.TLS, MailServer.Security.TLS, Veil.Way.SMTP_STARTTLS, MailServer.Security.STARTTLS);
        int came = 0;
        for (var way : ways.entrySet()) {
            try (Veil veil = new Veil(way.getKey(), store, post.getSmtp().getPort())) {
                assertThat(Veil.said(
                                VeiledLetter.class, Veil.trusting(store), "localhost", veil.port(), way.getValue()))
                        .as(way.toString())
                        .contains("Taken");
                assertThat(post.getReceivedMessages()).hasSize(++came);
                assertThat(Veil.said(VeiledLetter.class, List.of(), "localhost", veil.port(), way.getValue()))
                        .as(way.toString())
                        .contains("Away", "the protected way to it failed");
                // The certificate is good, but for another name.
                assertThat(Veil.said(
                                VeiledLetter.class, Veil.trusting(store), "127.0.0.1", veil.port(), way.getValue()))
                        .as(way.toString())
                        .contains("Away");
                assertThat(post.getReceivedMessages()).hasSize(came);
            }
        }
    }

    @Test
    void a_server_that_offers_no_starttls_gets_no_letter() throws Exception {
        assertThat(Veil.said(
                        VeiledLetter.class,
                        List.of(),
                        "localhost",
                        post.getSmtp().getPort(),
                        "STARTTLS"))
                .contains("Away", "STARTTLS");
        assertThat(post.getReceivedMessages()).isEmpty();
    }
}
