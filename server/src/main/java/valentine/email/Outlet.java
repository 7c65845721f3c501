package valentine.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import valentine.channel.Handover;

/// An open line to the server that takes our mails.
final class Outlet implements AutoCloseable {
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final Account account;
    private final SMTPTransport transport;

    private Outlet(Account account, SMTPTransport transport) {
        this.account = account;
        this.transport = transport;
    }

    static Outlet open(Account account, String password, SocketFactory sockets) throws MessagingException {
        Server server = account.smtp();
        boolean signsIn = !server.user().isEmpty();
        Properties properties = server.properties(sockets);
        properties.put("mail.smtp.auth", Boolean.toString(signsIn));
        properties.put("mail.smtp.localhost", account.domain());
        properties.put("mail.smtp.from", account.address());
        // Of several receivers the good ones get it.
        properties.put("mail.smtp.sendpartial", "false");
        SMTPTransport transport =
                (SMTPTransport) Session.getInstance(properties).getTransport("smtp");
        transport.connect(server.host(), server.port(), signsIn ? server.user() : null, signsIn ? password : null);
        return new Outlet(account, transport);
    }

    Handover hand(Envelope mail, String name) {
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Handover.Taken(name);
        } catch (MessagingException e) {
            return answer(account, e, mail.begun());
        }
    }

    /// What a failure means for the mail: for ever, for now, or nobody knows.
    static Handover answer(Account account, MessagingException failure, boolean begun) {
        String host = account.smtp().host();
        for (Exception cause = failure; cause != null; cause = next(cause)) {
            switch (cause) {
                case AuthenticationFailedException e -> {
                    return new Handover.Later(
                            host + " does not accept our user name and password: " + Server.line(e), AWAY);
                }
                case SMTPAddressFailedException e -> {
                    return said(host, e.getReturnCode(), Server.line(e));
                }
                case SMTPSenderFailedException e -> {
                    return new Handover.Later(
                            host + " does not accept mails from " + account.address() + ": " + Server.line(e), AWAY);
                }
                case SMTPSendFailedException e
                when e.getReturnCode() > 0 && next(e) == null -> {
                    return said(host, e.getReturnCode(), Server.line(e));
                }
                default -> {}
            }
        }
        if (begun) return new Handover.Doubt("the line broke before " + host + " confirmed it.");
        return new Handover.Later(account.smtp().reason(failure), AWAY);
    }

    /// As RFC 5321 says: what begins with 4 may be tried again, what begins with 5 not; 421 and 530 are not about it.
    private static Handover said(String host, int code, String reason) {
        return code >= 500 && code != 530
                ? new Handover.Refused(host + " refused it: " + reason)
                : new Handover.Later(host + " said not now: " + reason, AWAY);
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException _) {
            // A line that is broken already is as closed as it can be.
        }
    }
}
