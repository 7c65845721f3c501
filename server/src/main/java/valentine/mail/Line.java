package valentine.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// An open line to the mail server, for as many letters as wait.
final class Line implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final int LONGEST_REASON = 300;

    private final MailServer server;
    private final Session session;
    private @Nullable SMTPTransport transport;

    Line(MailServer server) {
        this.server = server;
        this.session = Session.getInstance(properties(server));
    }

    /// What the server said to a letter.
    sealed interface Answer {
        /// It took it: from now on the letter is its.
        record Taken() implements Answer {}

        /// Not now; the same again may be taken later.
        record Later(String reason) implements Answer {}

        /// Never.
        record Refused(String reason) implements Answer {}

        /// All of it went out, and no answer came back.
        record Doubtful(String reason) implements Answer {}

        /// Nothing about this letter: the server is away, or does not want us.
        record Away(String reason) implements Answer {}
    }

    Session session() {
        return session;
    }

    Answer hand(Sheet sheet) {
        try {
            SMTPTransport line = open();
            line.sendMessage(sheet, sheet.getAllRecipients());
            return new Answer.Taken();
        } catch (MessagingException e) {
            close();
            return answer(e, sheet.begun());
        }
    }

    private SMTPTransport open() throws MessagingException {
        SMTPTransport line = transport;
        if (line == null || !line.isConnected()) {
            line = (SMTPTransport) session.getTransport("smtp");
            transport = line;
            boolean signsIn = !server.user().isEmpty();
            line.connect(
                    server.host(), server.port(), signsIn ? server.user() : null, signsIn ? server.password() : null);
        }
        return line;
    }

    private Answer answer(MessagingException failure, boolean begun) {
        for (Exception cause = failure; cause != null; cause = next(cause)) {
            switch (cause) {
                case AuthenticationFailedException e -> {
                    return new Answer.Away("it does not accept our user name and password: " + line(e));
                }
                case SMTPAddressFailedException e -> {
                    return said(e.getReturnCode(), line(e));
                }
                case SMTPSenderFailedException e -> {
                    return new Answer.Away("it does not accept letters from " + server.sender() + ": " + line(e));
                }
                case SMTPSendFailedException e
                when e.getReturnCode() > 0 && next(e) == null -> {
                    return said(e.getReturnCode(), line(e));
                }
                default -> {}
            }
        }
        if (begun) return new Answer.Doubtful("the line broke before the server confirmed it: " + reason(failure));
        return new Answer.Away(reason(failure));
    }

    /// As RFC 5321 says: what begins with 4 may be tried again, what begins with 5 not; 421 and 530 are not about it.
    private static Answer said(int code, String reason) {
        if (code == 421 || code == 530) return new Answer.Away(reason);
        return code >= 500 ? new Answer.Refused(reason) : new Answer.Later(reason);
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static String reason(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) return "nobody knows a server of that name";
            if (cause instanceof SocketTimeoutException) return "it does not answer in time";
            if (cause instanceof SSLException) return "the protected way to it failed: " + line(cause);
        }
        return line(failure);
    }

    /// One short line: what a server says is shown on a page.
    private static String line(Throwable failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u202A-\\u202E]+", " ")
                .strip();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    private static Properties properties(MailServer server) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.connectiontimeout", Long.toString(TO_CONNECT.toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put("mail.smtp.writetimeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        properties.put(
                "mail.smtp.localhost", server.sender().substring(server.sender().indexOf('@') + 1));
        properties.put("mail.smtp.from", server.sender());
        switch (server.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    @Override
    public void close() {
        SMTPTransport line = transport;
        transport = null;
        if (line == null) return;
        try {
            line.close();
        } catch (MessagingException _) {
            // A line that is broken already is as closed as it can be.
        }
    }

    /// A letter as it goes out, under the name that it keeps however often it is handed over.
    static final class Sheet extends MimeMessage {
        private final String messageId;
        private boolean begun;

        Sheet(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        /// Whether the server may have had all of it.
        boolean begun() {
            return begun;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            begun = true;
            super.writeTo(out, ignored);
        }
    }
}
