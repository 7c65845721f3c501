package valentine.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Optional;
import javax.net.SocketFactory;
import org.springframework.stereotype.Component;
import valentine.channel.Connection;
import valentine.channel.Connections;

/// Tries whether mails can come in and go out, and says in plain words what does not work.
@Component
class Trial {
    private final Connections connections;
    private final SocketFactory sockets;

    Trial(Connections connections, SocketFactory mailSockets) {
        this.connections = connections;
        this.sockets = mailSockets;
    }

    /// What is wrong; nothing where both ways are open.
    Optional<String> of(Connection connection) {
        return in(connection).or(() -> out(connection));
    }

    private Optional<String> in(Connection connection) {
        Account account = Account.of(connection);
        try (Mailbox box = Mailbox.open(account.imap(), secret(connection, Account.IMAP_PASSWORD), "INBOX", sockets)) {
            box.validity();
        } catch (MessagingException e) {
            return Optional.of(Watch.TROUBLE + why(account.imap(), e));
        }
        if (account.sent().isEmpty()) return Optional.empty();
        try (Mailbox box =
                Mailbox.open(account.imap(), secret(connection, Account.IMAP_PASSWORD), account.sent(), sockets)) {
            box.validity();
            return Optional.empty();
        } catch (MessagingException e) {
            return Optional.of(Watch.TROUBLE + "the folder “" + account.sent() + "” cannot be read: " + Server.line(e));
        }
    }

    private Optional<String> out(Connection connection) {
        Account account = Account.of(connection);
        try (Outlet _ = Outlet.open(account, secret(connection, Account.SMTP_PASSWORD), sockets)) {
            return Optional.empty();
        } catch (MessagingException e) {
            return Optional.of(SmtpCarrier.TROUBLE + why(account.smtp(), e));
        }
    }

    private String secret(Connection connection, String name) {
        return connections.secret(connection.id(), name).orElse("");
    }

    private static String why(Server server, MessagingException failure) {
        return failure instanceof AuthenticationFailedException
                ? server.host() + " does not accept the user name and password: " + Server.line(failure)
                : server.reason(failure);
    }
}
